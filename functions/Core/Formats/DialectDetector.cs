using Pipeline.Core.Errors;

namespace Pipeline.Core.Formats;

/// <summary>
/// Detects the delimiter and the quote. The delimiter is the one that gives the most records the same number of
/// fields, two or more. Ties are resolved in this order: drop the comma if all commas are decimal commas, prefer the
/// delimiter that the file's extension suggests, prefer the one with more fields. If no delimiter qualifies, the file
/// has one column.
/// </summary>
internal static class DialectDetector
{
    public const byte DefaultQuote = (byte)'"';

    private const byte Apostrophe = (byte)'\'';

    /// <summary>In order of preference.</summary>
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    /// <summary>The min share of records that must agree; below it the file is treated as free text.</summary>
    private const double MinConsistency = 0.5;

    /// <summary>Reads more of the file until the sample contains a complete record.</summary>
    /// <exception cref="InvalidRequestException">The first record is too long.</exception>
    public static DialectScore Find(ref FileHead head, DialectRequest request)
    {
        while (true)
        {
            var mayHoldRecord = head.IsWhole || head.Text.Contains((byte)'\n');
            var found = mayHoldRecord ? Find(head, request) : default;
            var done = found.Records > 0 && !(found.EndsInQuotes && found.ProperQuotes == 0);
            if (done || !head.CanGrow)
            {
                if (found.Records > 0 || head.IsWhole) return found;
                throw SampleRecords.TooLong(head);
            }

            head = head.Grow();
        }
    }

    public static byte DefaultDelimiter(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".TSV" or ".TAB" => (byte)'\t',
        ".PSV" => (byte)'|',
        _ => (byte)',',
    };

    private static DialectScore Find(FileHead head, DialectRequest request)
    {
        var delimiter = request.Delimiter;
        if (request.QuoteGiven) return Best(head, delimiter, request.Quote);

        var quoted = Best(head, delimiter, DefaultQuote);
        if (quoted.ProperQuotes == 0 && quoted.BrokenQuotes == 0 && !quoted.EndsInQuotes)
        {
            var apostrophes = Best(head, delimiter, Apostrophe);
            return IsClear(apostrophes, quoted) ? apostrophes : quoted;
        }

        var open = quoted.EndsInQuotes && !head.IsWhole && !head.CanGrow ? 1 : 0;
        if (quoted.BrokenQuotes + open <= quoted.ProperQuotes) return quoted;
        var plain = Best(head, delimiter, null);
        return plain.Consistency > quoted.Consistency ? plain : quoted;
    }

    /// <summary>
    /// Apostrophes are common in text. They count as quotes only if none is out of place, and if either they make the
    /// records more consistent or every record has some.
    /// </summary>
    private static bool IsClear(DialectScore apostrophes, DialectScore quoted)
        => apostrophes is { ProperQuotes: > 0, BrokenQuotes: 0, EndsInQuotes: false }
            && (apostrophes.Score > quoted.Score || apostrophes.ProperQuotes >= apostrophes.Records);

    private static DialectScore Best(FileHead head, byte? delimiter, byte? quote)
    {
        if (delimiter is { } given) return DialectScore.Of(head.Text, head.IsWhole, new Dialect(given, quote));

        var preferred = DefaultDelimiter(head.Name);
        var scores = new List<DialectScore>();
        foreach (var candidate in Delimiters)
            scores.Add(DialectScore.Of(head.Text, head.IsWhole, new Dialect(candidate, quote)));
        var best = scores.Max(score => score.Score);
        var tied = scores.FindAll(score => score.Score == best);
        if (tied[0].Fields < 2 || tied[0].Consistency < MinConsistency)
            return scores.Find(score => score.Dialect.Delimiter == preferred);

        if (tied.Count > 1 && HasOnlyDecimalCommas(head.Text)) tied.RemoveAll(score => score.Dialect.Delimiter == ',');
        return tied.Find(score => score.Dialect.Delimiter == preferred && preferred != ',') is { Records: > 0 } named
            ? named
            : tied.MaxBy(score => score.Fields);
    }

    private static bool HasOnlyDecimalCommas(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ',' && (i == 0 || i == text.Length - 1
                || !char.IsAsciiDigit((char)text[i - 1]) || !char.IsAsciiDigit((char)text[i + 1]))) return false;
        }

        return true;
    }
}
