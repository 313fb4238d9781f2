using System.Globalization;

namespace Pipeline.Benchmarks.Works;

/// <summary>All rows that a contestant answered with, in the order of their keys.</summary>
internal sealed class Answer
{
    private readonly AnswerRow[] _rows;

    private Answer(IEnumerable<AnswerRow> rows)
    {
        _rows = [.. rows];
        Array.Sort(_rows, (left, right) => string.CompareOrdinal(left.Key, right.Key));
    }

    public int Rows => _rows.Length;

    /// <param name="path">Delimited text whose first line names the columns.</param>
    /// <param name="hasKey">Whether the first column is text.</param>
    public static Answer OfFile(string path, bool hasKey)
    {
        var numbers = File.ReadLines(path).First().Count(c => c == ',') + (hasKey ? 0 : 1);
        return new Answer(File.ReadLines(path).Skip(1).Select(line => AnswerRow.Parse(line, numbers)));
    }

    /// <param name="text">Lines of which the first column is text, and no line of names.</param>
    public static Answer OfText(string text, int numbers) =>
        new(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => AnswerRow.Parse(line, numbers)));

    /// <summary>Null when both answers are the same; otherwise the first difference, in words.</summary>
    /// <param name="tolerance">By how much numbers may differ, relative to the greater of the two.</param>
    public string? DifferenceFrom(Answer other, double tolerance)
    {
        if (Rows != other.Rows)
            return string.Create(CultureInfo.InvariantCulture, $"{Rows:N0} rows and {other.Rows:N0} rows");
        for (var i = 0; i < Rows; i++)
        {
            if (_rows[i].Key != other._rows[i].Key
                || !AreEqual(_rows[i].Numbers, other._rows[i].Numbers, (decimal)tolerance))
                return $"{Shown(_rows[i])} and {Shown(other._rows[i])}";
        }
        return null;
    }

    private static bool AreEqual(decimal[] left, decimal[] right, decimal tolerance) =>
        left.Length == right.Length && left.Zip(right).All(pair =>
            Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(Math.Abs(pair.First), Math.Abs(pair.Second)));

    private static string Shown(AnswerRow row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Key} "
                + $"[{string.Join(", ", row.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]"
        );
}
