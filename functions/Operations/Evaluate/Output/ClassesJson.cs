using System.Text.Json;
using Pipeline.Operations.Evaluate.Scoring;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Output;

/// <summary>Writes the metrics of each class, the confusion matrix, and the areas under the ROC curves.</summary>
internal static class ClassesJson
{
    /// <param name="curves">
    /// One curve per class; with two classes, only the second; empty without probabilities.
    /// </param>
    public static void Write(
        Utf8JsonWriter json,
        EvaluateSettings settings,
        Confusion confusion,
        IReadOnlyList<RocBins> curves)
    {
        var areas = curves.Select(bins => bins.Area()).ToList();
        var known = areas.OfType<(double Area, double Error)>().ToList();
        MetricsJson.Write(json, "auc", known.Count == 0 ? null : known.Average(area => area.Area));
        MetricsJson.Write(json, "aucError", known.Count == 0 ? null : known.Average(area => area.Error));
        json.WriteStartArray("classes");
        for (var i = 0; i < settings.Classes.Count; i++)
        {
            var (hits, truth, predicted) = (confusion[i, i], confusion.OfTruth(i), confusion.OfPredicted(i));
            json.WriteStartObject();
            json.WriteString("class", settings.Classes[i]);
            json.WriteNumber("records", truth);
            json.WriteNumber("predicted", predicted);
            MetricsJson.Write(json, "precision", predicted == 0 ? null : (double)hits / predicted);
            MetricsJson.Write(json, "recall", truth == 0 ? null : (double)hits / truth);
            MetricsJson.Write(json, "f1", truth + predicted == 0 ? null : 2.0 * hits / (truth + predicted));
            if (areas.Count > 1)
                MetricsJson.Write(json, "auc", areas[i]?.Area);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteConfusion(json, settings.Classes, confusion);
    }

    /// <summary>
    /// Writes a row for each true class and one for unknown classes, with the count of each predicted class and of
    /// invalid predictions.
    /// </summary>
    private static void WriteConfusion(Utf8JsonWriter json, IReadOnlyList<string> classes, Confusion confusion)
    {
        json.WriteStartArray("confusion");
        for (var truth = 0; truth <= classes.Count; truth++)
        {
            json.WriteStartObject();
            if (truth < classes.Count)
                json.WriteString("class", classes[truth]);
            else
                json.WriteNull("class");
            json.WriteStartObject("predicted");
            for (var predicted = 0; predicted < classes.Count; predicted++)
            {
                if (confusion[truth, predicted] is > 0 and var count)
                    json.WriteNumber(classes[predicted], count);
            }
            json.WriteEndObject();
            json.WriteNumber("invalid", confusion[truth, classes.Count]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
