using System.Text.Json;
using Pipeline.Operations.Evaluate.Output;
using Pipeline.Operations.Evaluate.Scoring;
using Pipeline.Operations.Tests.Evaluate.Scoring;

namespace Pipeline.Operations.Tests.Evaluate.Output;

public sealed class ClassesJsonTests
{
    /// <summary>Precision, recall and F1 of the animals that introductions to F1 use.</summary>
    [Fact]
    public void Metrics_of_classes_are_those_of_textbooks()
    {
        var confusion = new Confusion(3);
        int[][] animals = [[4, 1, 1], [6, 2, 2], [3, 0, 6]];
        foreach (var (truth, row) in animals.Index())
        {
            foreach (var (predicted, count) in row.Index())
                confusion.Add(truth, predicted, count);
        }
        var classes = Write(confusion, "cat", "fish", "hen").GetProperty("classes").EnumerateArray().ToList();
        (double, double, double)[] expected = [(0.308, 0.667, 0.421), (0.667, 0.2, 0.308), (0.667, 0.667, 0.667)];
        Assert.Equal(
            expected,
            classes.Select(of => (Rounded(of, "precision"), Rounded(of, "recall"), Rounded(of, "f1"))));
    }

    [Fact]
    public void A_class_that_is_never_true_nor_predicted_has_none()
    {
        var confusion = new Confusion(2);
        confusion.Add(0, 0);
        var unseen = Write(confusion, "a", "b").GetProperty("classes")[1];
        Assert.All(["precision", "recall", "f1"], name =>
            Assert.Equal(JsonValueKind.Null, unseen.GetProperty(name).ValueKind));
    }

    private static double Rounded(JsonElement of, string name) => Math.Round(of.GetProperty(name).GetDouble(), 3);

    private static JsonElement Write(Confusion confusion, params string[] classes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            ClassesJson.Write(json, States.Settings(classes: classes), confusion, []);
            json.WriteEndObject();
        }
        return JsonElement.Parse(stream.ToArray());
    }
}
