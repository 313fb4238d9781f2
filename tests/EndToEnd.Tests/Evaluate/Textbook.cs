using System.Text.Json;
using MathNet.Numerics;
using MathNet.Numerics.Statistics;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>Metrics as a textbook defines them, over predictions in memory.</summary>
internal static class Textbook
{
    private const double Tolerance = 1e-9;

    public static void AssertMetrics(double[] truth, double[] predicted, JsonElement found)
    {
        Assert.Equal(Distance.MAE(truth, predicted), found.Number("mae"), Tolerance);
        Assert.Equal(Math.Sqrt(Distance.MSE(truth, predicted)), found.Number("rmse"), Tolerance);
        Assert.Equal(GoodnessOfFit.CoefficientOfDetermination(predicted, truth), found.Number("r2"), Tolerance);
        Assert.Equal(predicted.Mean() - truth.Mean(), found.Number("bias"), Tolerance);
    }

    /// <param name="probabilities">Class by class, record by record.</param>
    public static void AssertClasses(
        string[] classes,
        string[] truth,
        string[] predicted,
        double[] probabilities,
        JsonElement found,
        double tolerance = Tolerance,
        double maxError = 1e-3)
    {
        var places = truth.Select(text => Array.IndexOf(classes, text)).ToArray();
        Assert.Equal(
            truth.Zip(predicted).Count(pair => pair.First == pair.Second) / (double)truth.Length,
            found.Number("accuracy"),
            Tolerance);
        Assert.Equal(
            places
                .Select((place, row) => -Math.Log(Math.Max(probabilities[row * classes.Length + place], 1e-15)))
                .Mean(),
            found.Number("logLoss"),
            tolerance);
        var areas = new List<double>();
        foreach (var (i, name) in classes.Index())
        {
            var of = found.GetProperty("classes")[i];
            var hits = truth.Zip(predicted).Count(pair => pair.First == name && pair.Second == name);
            var (isTrue, isPredicted) = (truth.Count(text => text == name), predicted.Count(text => text == name));
            Assert.Equal(
                (name, isTrue, isPredicted),
                (
                    of.GetProperty("class").GetString(),
                    of.GetProperty("records").GetInt32(),
                    of.GetProperty("predicted").GetInt32()));
            Assert.Equal((double)hits / isTrue, of.Number("recall"), Tolerance);
            if (isPredicted > 0)
            {
                var (precision, recall) = ((double)hits / isPredicted, of.Number("recall"));
                Assert.Equal(precision, of.Number("precision"), Tolerance);
                Assert.Equal(2 * precision * recall / (precision + recall), of.Number("f1"), Tolerance);
            }
            else
            {
                Assert.Equal((JsonValueKind.Null, 0), (of.GetProperty("precision").ValueKind, of.Number("f1")));
            }
            foreach (var other in classes)
            {
                var cell = found.GetProperty("confusion")[i].GetProperty("predicted");
                var expected = truth.Zip(predicted).Count(pair => pair.First == name && pair.Second == other);
                Assert.Equal(expected, cell.TryGetProperty(other, out var count) ? count.GetInt32() : 0);
            }
            areas.Add(
                Area(
                    [.. places.Select(place => place == i)],
                    [.. places.Select((_, row) => probabilities[row * classes.Length + i])]));
        }
        var area = classes.Length == 2 ? areas[1] : areas.Mean();
        Assert.Equal(area, found.Number("auc"), found.Number("aucError") + 1e-12);
        Assert.InRange(found.Number("aucError"), 0, maxError);
    }

    /// <summary>The share of pairs that are in order, one by one.</summary>
    private static double Area(bool[] isPositive, double[] probabilities)
    {
        var (inOrder, pairs) = (0.0, 0L);
        for (var i = 0; i < probabilities.Length; i++)
        {
            for (var j = 0; j < probabilities.Length; j++)
            {
                if (!isPositive[i] || isPositive[j]) continue;
                pairs++;
                inOrder += probabilities[i] > probabilities[j] ? 1 : probabilities[i] == probabilities[j] ? 0.5 : 0;
            }
        }
        return inOrder / pairs;
    }
}
