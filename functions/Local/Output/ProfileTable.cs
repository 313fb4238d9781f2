using System.Globalization;
using System.Text.Json;

namespace Pipeline.Local.Output;

/// <summary>A profile in short: a line for each column. All of it is in the files of the job.</summary>
internal static class ProfileTable
{
    private const int MostLength = 24;

    private static readonly string[] Headings = ["column", "kind", "NULL", "distinct", "min", "max", "mean", "most frequent"];

    /// <param name="path">Of the result of an operation <c>profile</c>.</param>
    public static void Write(CommandIo io, string path)
    {
        using var profile = JsonDocument.Parse(File.ReadAllBytes(path));
        var table = new TextTable(Headings, [false, false, true, true, true, true, true, false]);
        foreach (var column in profile.RootElement.GetProperty("columns").EnumerateArray())
            table.Add(Cells(column));
        table.Write(io);
        foreach (var warning in profile.RootElement.GetProperty("warnings").EnumerateArray())
        {
            var name = warning.TryGetProperty("column", out var column) ? $"{column.GetString()}: " : "";
            io.Error.WriteLine(CellText.Of($"note: {name}{warning.GetProperty("text").GetString()}"));
        }
    }

    private static string?[] Cells(JsonElement column)
    {
        var distinct = column.GetProperty("distinct");
        var isNumber = column.TryGetProperty("numbers", out var values);
        var hasValues = isNumber || column.TryGetProperty("texts", out values);
        return
        [
            Short(column.GetProperty("name").GetString()!),
            column.GetProperty("kind").GetString(),
            column.GetProperty("nullShare").GetDecimal().ToString("P1", CultureInfo.InvariantCulture),
            (distinct.GetProperty("exact").GetBoolean() ? "" : "~") + Quantities.Count(distinct.GetProperty("count").GetInt64()),
            hasValues ? Value(values.GetProperty("min")) : "",
            hasValues ? Value(values.GetProperty("max")) : "",
            isNumber ? Value(values.GetProperty("mean")) : "",
            column.GetProperty("frequent").GetProperty("values").EnumerateArray().Select(Frequent).FirstOrDefault(""),
        ];
    }

    private static string Frequent(JsonElement value) =>
        $"{Value(value.GetProperty("value"))} ({value.GetProperty("share").GetDecimal().ToString("P1", CultureInfo.InvariantCulture)})";

    /// <summary>Numbers in six digits where they have a fraction.</summary>
    private static string Value(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return Short(value.GetString()!);
        var digits = value.GetRawText();
        if (digits.Length <= MostLength && !digits.Contains('.', StringComparison.Ordinal)) return digits;
        var number = value.GetDouble();
        return number.ToString(Math.Abs(number) is >= 1e5 and < 1e15 ? "F0" : "G6", CultureInfo.InvariantCulture);
    }

    private static string Short(string text) => text.Length <= MostLength ? text : $"{text.AsSpan(0, MostLength - 1)}…";
}
