using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Operations;

namespace Pipeline.Operations.Profile.Output;

/// <summary>Summarizes a profile for the terminal: a line for each column, read from the published result.</summary>
internal static class ProfileOverview
{
    private const int MaxLength = 24;

    private static readonly (string Heading, bool IsNumber)[] Columns =
    [
        ("column", false), ("kind", false), ("NULL", true), ("distinct", true),
        ("min", true), ("max", true), ("mean", true), ("most frequent", false),
    ];

    public static ResultOverview Read(string path)
    {
        using var profile = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = profile.RootElement;
        return new ResultOverview(
            Columns,
            [.. root.GetProperty("columns").EnumerateArray().Select(Cells)],
            [.. root.GetProperty("warnings").EnumerateArray().Select(Note)],
            [ReportHtml.FileName]);
    }

    private static string Note(JsonElement warning)
    {
        var name = warning.TryGetProperty("column", out var column) ? $"{column.GetString()}: " : "";
        return $"{name}{warning.GetProperty("text").GetString()}";
    }

    private static string?[] Cells(JsonElement column)
    {
        var distinct = column.GetProperty("distinct");
        var isNumber = column.TryGetProperty("numbers", out var values);
        var hasValues = isNumber || column.TryGetProperty("texts", out values);
        var about = distinct.GetProperty("exact").GetBoolean() ? "" : "~";
        return
        [
            Short(column.GetProperty("name").GetString()!),
            column.GetProperty("kind").GetString(),
            Percent(column.GetProperty("nullShare")),
            about + distinct.GetProperty("count").GetInt64().ToString("N0", CultureInfo.InvariantCulture),
            hasValues ? Value(values.GetProperty("min")) : "",
            hasValues ? Value(values.GetProperty("max")) : "",
            isNumber ? Value(values.GetProperty("mean")) : "",
            column.GetProperty("frequent").GetProperty("values").EnumerateArray().Select(Frequent).FirstOrDefault(""),
        ];
    }

    private static string Frequent(JsonElement value) =>
        $"{Value(value.GetProperty("value"))} ({Percent(value.GetProperty("share"))})";

    private static string Percent(JsonElement share) => share.GetDecimal().ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>Formats a value. Numbers with a fraction are rounded to six digits.</summary>
    private static string Value(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return Short(value.GetString()!);
        var digits = value.GetRawText();
        if (digits.Length <= MaxLength && !digits.Contains('.', StringComparison.Ordinal)) return digits;
        var number = value.GetDouble();
        return number.ToString(Math.Abs(number) is >= 1e5 and < 1e15 ? "F0" : "G6", CultureInfo.InvariantCulture);
    }

    private static string Short(string text) => text.Length <= MaxLength ? text : $"{text.AsSpan(0, MaxLength - 1)}…";
}
