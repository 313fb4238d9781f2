using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Findings;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Output;

/// <summary>
/// Writes the findings as JSON, for programs. Numbers are exact unless the enclosing object says otherwise.
/// </summary>
internal static class ProfileJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The JSON is never embedded in HTML, so values can stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(DatasetFindings findings, Stream target)
    {
        using (var json = new Utf8JsonWriter(target, Options))
        {
            json.WriteStartObject();
            WriteDataset(json, findings);
            json.WriteStartArray("warnings");
            foreach (var warning in findings.Warnings)
                WriteWarning(json, warning);
            json.WriteEndArray();
            json.WriteStartArray("columns");
            foreach (var column in findings.Columns)
                WriteColumn(json, column);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        target.Write("\n"u8);
    }

    private static void WriteDataset(Utf8JsonWriter json, DatasetFindings findings)
    {
        var (records, duplicates) = (findings.Records, findings.Duplicates);
        WriteTexts(json, "dataset", findings.Dataset);
        json.WriteNumber("records", records.Count);
        json.WriteStartObject("recordBytes");
        WriteNumber(json, "total", new Number(records.Bytes, 0));
        if (records.Count > 0)
            WriteLengths(json, records.Shortest, Mean(records.Bytes, records.Count), records.Longest);
        json.WriteEndObject();
        json.WriteStartObject("duplicateRecords");
        json.WriteNumber("count", duplicates.Count);
        WriteNumber(json, "share", duplicates.Share);
        json.WriteBoolean("exact", duplicates.IsExact);
        if (!duplicates.IsExact)
            WriteNumber(json, "shareError", duplicates.Error);
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, ColumnFindings column)
    {
        var summary = column.Summary;
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("kind", EnumNames.Of(column.Kind));
        json.WriteNumber("values", summary.Values);
        json.WriteNumber("nulls", summary.Nulls);
        WriteNumber(json, "nullShare", column.NullShare);
        json.WriteStartObject("distinct");
        json.WriteNumber("count", column.Distinct);
        json.WriteBoolean("exact", column.IsDistinctExact);
        if (!column.IsDistinctExact)
            json.WriteNumber("relativeError", HyperLogLog.StandardError);
        json.WriteEndObject();
        if (summary.Numbers.Count > 0)
            WriteNumbers(json, column);
        if (summary.True + summary.False > 0)
        {
            json.WriteStartObject("booleans");
            json.WriteNumber("true", summary.True);
            json.WriteNumber("false", summary.False);
            json.WriteEndObject();
        }
        if (column.Kind == ColumnKind.Text && summary.Texts.Count > 0)
            WriteTexts(json, summary.Texts);
        if (column.Kind != ColumnKind.Text)
        {
            json.WriteStartObject("misfits");
            json.WriteNumber("count", summary.Misfits);
            WriteTexts(json, "examples", summary.Texts.Examples.Select(text => text.ToString()));
            json.WriteEndObject();
        }
        WriteFrequent(json, column);
        WriteTexts(json, "examples", column.Examples);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ColumnFindings column)
    {
        var numbers = column.Summary.Numbers;
        json.WriteStartObject("numbers");
        json.WriteNumber("count", numbers.Count);
        WriteNumber(json, "min", numbers.Least);
        WriteNumber(json, "max", numbers.Greatest);
        WriteNumber(json, "mean", numbers.Mean!.Value);
        if (numbers.Deviation is { } deviation)
            WriteNumber(json, "deviation", deviation);
        json.WriteNumber("zeros", numbers.Sketch.Zeros);
        json.WriteNumber("negative", numbers.Negative);
        var quantiles = column.Quantiles!;
        json.WriteStartObject("quantiles");
        json.WriteBoolean("exact", quantiles.AreExact);
        if (!quantiles.AreExact)
            json.WriteNumber("relativeError", Quantiles.RelativeError);
        foreach (var (index, percent) in Quantiles.Percents.Index())
            WriteNumber(json, $"p{percent}", quantiles.Values[index]);
        json.WriteEndObject();
        if (column.Histogram is { } histogram)
            WriteHistogram(json, histogram);
        json.WriteEndObject();
    }

    private static void WriteHistogram(Utf8JsonWriter json, Histogram histogram)
    {
        json.WriteStartObject("histogram");
        json.WriteBoolean("exact", histogram.IsExact);
        WriteNumber(json, "start", histogram.Start);
        WriteNumber(json, "width", histogram.Width);
        json.WriteNumber("below", histogram.Below);
        json.WriteStartArray("counts");
        foreach (var count in histogram.Counts)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteNumber("above", histogram.Above);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, TextSummary texts)
    {
        json.WriteStartObject("texts");
        json.WriteString("min", texts.Least!.Value.ToString());
        json.WriteString("max", texts.Greatest!.Value.ToString());
        json.WriteStartObject("lengths");
        WriteLengths(json, texts.Shortest, Mean(texts.Lengths, texts.Count), texts.Longest);
        json.WriteEndObject();
        json.WriteStartObject("looksLike");
        json.WriteNumber("number", texts.OfShape(TextShape.Number));
        json.WriteNumber("boolean", texts.OfShape(TextShape.Boolean));
        json.WriteNumber("date", texts.OfShape(TextShape.Date));
        json.WriteNumber("time", texts.OfShape(TextShape.Time));
        json.WriteEndObject();
        json.WriteNumber("padded", texts.Padded);
        json.WriteNumber("invalidUtf8", texts.Invalid);
        json.WriteEndObject();
    }

    private static void WriteFrequent(Utf8JsonWriter json, ColumnFindings column)
    {
        json.WriteStartObject("frequent");
        json.WriteBoolean("exact", column.Frequent.AreExact);
        if (!column.Frequent.AreExact)
            json.WriteNumber("sampled", column.Frequent.Sampled);
        json.WriteStartArray("values");
        foreach (var value in column.Frequent.Values)
        {
            json.WriteStartObject();
            if (value.Value.Number is { } number)
                WriteNumber(json, "value", number);
            else
                json.WriteString("value", value.Value.Text);
            json.WriteNumber("count", value.Count);
            WriteNumber(json, "share", value.Share);
            if (!column.Frequent.AreExact)
                WriteNumber(json, "shareError", value.Error);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteWarning(Utf8JsonWriter json, Warning warning)
    {
        json.WriteStartObject();
        if (warning.Column is not null)
            json.WriteString("column", warning.Column);
        json.WriteString("code", warning.Code);
        json.WriteString("text", warning.Text);
        json.WriteEndObject();
    }

    private static void WriteLengths(Utf8JsonWriter json, long least, Number mean, long greatest)
    {
        json.WriteNumber("min", least);
        WriteNumber(json, "mean", mean);
        json.WriteNumber("max", greatest);
    }

    private static Number Mean(UInt128 sum, long count) =>
        Number.Divide(new Number(sum, 0), new Number(count, 0))!.Value.Round(2);

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Writes a number with all its digits, which may exceed the precision of a double.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, Number number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(number.ToString(), skipInputValidation: true);
    }
}
