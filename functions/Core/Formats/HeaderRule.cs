using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>
/// Decides whether the first record is a header. It is if its values are non-empty, distinct, and neither numbers nor
/// booleans (the first value may be empty above a column of row numbers), and if either
/// <list type="bullet">
/// <item>some column has only numbers or only booleans in the other records, or</item>
/// <item>all columns are text, and each value looks like a name (a letter or underscore, then up to 63 letters, digits,
/// spaces and <c>_ - . / # % ( ) [ ] : °</c>) and does not recur in its column.</item>
/// </list>
/// If the file has only one record, that record is a header if its values look like names.
/// </summary>
internal static class HeaderRule
{
    private const int MaxNameLength = 64;
    private const string NameMarks = " _-./#%()[]:°";

    public static (bool Header, string Reason) Decide(IReadOnlyList<string[]> records, int fields)
    {
        var first = records[0];
        var kinds = Kinds(records, fields);
        if (Hindrance(first, kinds) is { } hindrance) return (false, hindrance);

        var other = Array.FindIndex(kinds, kind => kind != ColumnKind.Text);
        if (other >= 0)
        {
            var what = kinds[other] == ColumnKind.Number ? "numbers" : "true and false";
            return (true, $"the first record contains no numbers, and column {other + 1} contains {what} below it");
        }

        for (var i = 0; i < first.Length; i++)
        {
            if (!ReadsLikeName(first[i].Trim()))
                return (false, $"all columns are text, and {DisplayText.Value(first[i])} does not look like a name");
            if (Repeats(records, i))
                return (false, $"all columns are text, and {DisplayText.Value(first[i])} occurs again in its column");
        }

        return (true, records.Count == 1
            ? "the only record looks like names"
            : "all columns are text, and the first record looks like names");
    }

    private static string? Hindrance(string[] first, ColumnKind[] kinds)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < first.Length; i++)
        {
            var value = first[i].Trim();
            var rowNumber = i == 0 && first.Length > 1 && kinds[0] == ColumnKind.Number;
            if (value.Length == 0 && !rowNumber) return "the first record has an empty value";
            if (value.Length > 0 && (KindInference.KindOf(value) != ColumnKind.Text || value.All(char.IsAsciiDigit)))
                return $"{DisplayText.Value(value)} in the first record is a value, not a name";
            if (!names.Add(value)) return $"the first record contains {DisplayText.Value(value)} twice";
        }

        return null;
    }

    private static ColumnKind[] Kinds(IReadOnlyList<string[]> records, int fields)
    {
        var guesses = new KindInference[fields];
        for (var i = 0; i < fields; i++)
            guesses[i] = new KindInference();
        for (var r = 1; r < records.Count; r++)
        {
            for (var i = 0; i < Math.Min(fields, records[r].Length); i++)
                guesses[i].Add(records[r][i]);
        }

        return Array.ConvertAll(guesses, guess => guess.Kind);
    }

    private static bool ReadsLikeName(string value)
        => value.Length <= MaxNameLength
            && (char.IsLetter(value[0]) || value[0] == '_')
            && value.All(c => char.IsLetterOrDigit(c) || NameMarks.Contains(c, StringComparison.Ordinal));

    private static bool Repeats(IReadOnlyList<string[]> records, int column)
    {
        for (var r = 1; r < records.Count; r++)
        {
            if (column < records[r].Length && records[r][column] == records[0][column]) return true;
        }

        return false;
    }
}
