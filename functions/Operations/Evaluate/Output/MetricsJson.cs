using System.Text.Json;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Scoring;

namespace Pipeline.Operations.Evaluate.Output;

/// <summary>Writes metrics computed from sums, and quantiles of the errors.</summary>
internal static class MetricsJson
{
    private static readonly (string Name, double Share)[] OfErrors =
        [("p1", 0.01), ("p5", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95), ("p99", 0.99)];

    private static readonly (string Name, double Share)[] OfAbsoluteErrors =
    [
        ("p50", 0.5),
        ("p90", 0.9),
        ("p95", 0.95),
        ("p99", 0.99),
    ];

    public static void Write(Utf8JsonWriter json, IMergeable sums)
    {
        if (sums is RegressionSums numbers)
        {
            json.WriteNumber("records", numbers.Records + numbers.Invalid);
            json.WriteNumber("invalid", numbers.Invalid);
            Write(json, "mae", numbers.Mae);
            Write(json, "rmse", numbers.Rmse);
            Write(json, "r2", numbers.R2);
            Write(json, "bias", numbers.Bias);
            return;
        }
        var classes = (ClassSums)sums;
        json.WriteNumber("records", classes.Records);
        json.WriteNumber("invalid", classes.Invalid);
        json.WriteNumber("unknown", classes.Unknown);
        Write(json, "accuracy", classes.Accuracy);
        Write(json, "logLoss", classes.LogLoss);
    }

    public static void Write(Utf8JsonWriter json, ErrorSketches errors)
    {
        json.WriteStartObject("errors");
        json.WriteNumber("relativeError", DDSketch.RelativeError);
        Write(json, "min", errors.Errors.Count == 0 ? null : errors.Least);
        Write(json, errors.Errors, OfErrors);
        Write(json, "max", errors.Errors.Count == 0 ? null : errors.Greatest);
        json.WriteEndObject();
        json.WriteStartObject("absoluteErrors");
        json.WriteNumber("relativeError", DDSketch.RelativeError);
        Write(json, errors.Absolute, OfAbsoluteErrors);
        json.WriteEndObject();
    }

    /// <param name="value">The metric; null if it is undefined.</param>
    public static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    /// <summary>Writes quantiles: for each share, the value at rank <c>share × (count - 1)</c>, rounded down.</summary>
    private static void Write(Utf8JsonWriter json, DDSketch sketch, (string Name, double Share)[] quantiles)
    {
        foreach (var (name, share) in quantiles)
            Write(json, name, sketch.Count == 0 ? null : sketch.At((long)(share * (sketch.Count - 1))));
    }
}
