using System.Globalization;

namespace Pipeline.Benchmarks.Works;

/// <summary>One line of an answer.</summary>
/// <param name="Key">The text in the first column, without quotes; empty where the answer is only numbers.</param>
internal readonly record struct AnswerRow(string Key, decimal[] Numbers)
{
    /// <summary>
    /// Reads a line of delimited text whose columns are numbers but for the first, which may be quoted text.
    /// </summary>
    /// <param name="numbers">How many of the columns are numbers: the last ones.</param>
    public static AnswerRow Parse(string line, int numbers)
    {
        var values = new decimal[numbers];
        var end = line.Length;
        for (var i = numbers - 1; i >= 0; i--)
        {
            var start = end == 0 ? 0 : line.LastIndexOf(',', end - 1) + 1;
            values[i] = decimal.Parse(
                line.AsSpan(start, end - start),
                NumberStyles.Float,
                CultureInfo.InvariantCulture);
            end = Math.Max(0, start - 1);
        }
        var key = line[..end];
        return new AnswerRow(
            key is ['"', .., '"'] ? key[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : key,
            values);
    }
}
