using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Train.Versions;

/// <summary>
/// Writes the job's result: an array with one object, with the version, its metrics, and whether it is now the latest.
/// </summary>
internal static class ResultRow
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static ResultSummary Write(
        Stream result,
        ModelFolder models,
        string version,
        ParentVersion origin,
        Metrics metrics,
        PublishDecision verdict)
    {
        (string Name, object? Value)[] fields =
        [
            ("model", models.Model),
            ("version", version),
            ("parent", origin.Parent),
            ("isLatest", verdict.Moves),
            ("why", verdict.Why),
            ("trainedRecords", metrics.TrainedRecords),
            ("heldOutRecords", metrics.HeldOutRecords),
            ("unlabelled", metrics.Unlabelled),
            ("dropped", metrics.Dropped),
            .. metrics.Logistic is null && metrics.Passes is null ? OfLinear(metrics.Linear) : OfLogistic(metrics),
            ("path", models.RelativePath(version, ModelFolder.OnnxName)),
        ];
        using (var json = new Utf8JsonWriter(result, Readable))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }
            json.WriteEndObject();
            json.WriteEndArray();
        }
        result.Write("\n"u8);
        return new ResultSummary(1, [.. fields.Select(field => new ResultColumn(field.Name, KindOf(field.Value)))]);
    }

    private static IEnumerable<(string, object?)> OfLinear(LinearScore? score) =>
        [
            ("rmse", score?.Rmse ?? (object)double.NaN),
            ("r2", score?.R2 ?? (object)double.NaN),
            ("bias", score?.Bias ?? (object)double.NaN),
        ];

    private static IEnumerable<(string, object?)> OfLogistic(Metrics metrics) =>
    [
        ("accuracy", metrics.Logistic?.Accuracy ?? (object)double.NaN),
        ("logLoss", metrics.Logistic?.LogLoss ?? (object)double.NaN),
        ("auc", metrics.Logistic?.Auc ?? (object)double.NaN),
        ("passes", (long)metrics.Passes!.Value),
        ("converged", metrics.Converged!.Value),
    ];

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long count:
                json.WriteNumberValue(count);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static ColumnKind KindOf(object? value) => value switch
    {
        long or double => ColumnKind.Number,
        bool => ColumnKind.Boolean,
        _ => ColumnKind.Text,
    };
}
