using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The rows of a result in JSON Lines, and how their cells are held against DuckDB's.</summary>
public static class ResultRows
{
    /// <summary>DuckDB divides and averages in doubles, which carry 15 to 17 digits; we give 18.</summary>
    private const double DoubleTolerance = 1e-12;

    public static IReadOnlyList<JsonElement[]> Read(byte[] jsonLines)
    {
        var rows = new List<JsonElement[]>();
        foreach (var line in System
                .Text.Encoding.UTF8.GetString(jsonLines)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var row = JsonDocument.Parse(line);
            rows.Add([.. row.RootElement.EnumerateObject().Select(cell => cell.Value.Clone())]);
        }
        return rows;
    }

    /// <param name="anyOrder">Whether only the rows must be the same, not their order.</param>
    public static void AssertSame(
        IReadOnlyList<object?[]> duckDb,
        IReadOnlyList<JsonElement[]> ours,
        bool anyOrder = false)
    {
        Assert.Equal(duckDb.Count, ours.Count);
        if (anyOrder)
        {
            duckDb = [.. duckDb.OrderBy(row => string.Join('\u0001', row.Select(Text)), StringComparer.Ordinal)];
            ours = [.. ours.OrderBy(row => string.Join('\u0001', row.Select(Text)), StringComparer.Ordinal)];
        }
        for (var row = 0; row < ours.Count; row++)
        {
            Assert.Equal(duckDb[row].Length, ours[row].Length);
            for (var column = 0; column < ours[row].Length; column++)
            {
                if (!IsSame(duckDb[row][column], ours[row][column]))
                    Assert.Fail(
                        $"Row {row}, column {column}: DuckDB has {Text(duckDb[row][column])}, we have "
                            + $"{Text(ours[row][column])}.");
            }
        }
    }

    private static bool IsSame(object? duckDb, JsonElement ours) => duckDb switch
    {
        double or float => ours.ValueKind == JsonValueKind.Number
            && IsNear(Convert.ToDouble(duckDb, CultureInfo.InvariantCulture), ours.GetDouble()),
        string => ours.ValueKind == JsonValueKind.String && Text(duckDb) == Text(ours),
        bool value => ours.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False),
        null => ours.ValueKind == JsonValueKind.Null,
        _ => ours.ValueKind == JsonValueKind.Number && Text(duckDb) == Text(ours),
    };

    private static bool IsNear(double duckDb, double ours) =>
        Math.Abs(duckDb - ours) <= DoubleTolerance * Math.Max(Math.Abs(duckDb), Math.Abs(ours));

    private static string Text(object? cell) =>
        cell switch
        {
            null => "NULL",
            bool value => value ? "true" : "false",
            string text => text,
            decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
            BigInteger number => number.ToString(CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(
                $"No comparison is made for DuckDB's {cell.GetType().Name}: cast it in the query."),
        };

    private static string Text(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.String => cell.GetString()!,
        // A number that is a plain column keeps its text: 9.50 stays 9.50.
        JsonValueKind.Number when cell.TryGetDecimal(out var number) => Text(number),
        _ => cell.GetRawText(),
    };
}
