using Pipeline.Core.Errors;

namespace Pipeline.Core.Formats;

/// <summary>Describes a detected dialect for the user.</summary>
internal static class DialectNotes
{
    public static string Sample(FileHead head, DialectScore score)
        => $"sampled {head.Extent} of {head.Name}: " +
            $"{DisplayText.Count(score.Records, "record")}{(head.HasByteOrderMark ? ", after a byte order mark" : "")}";

    public static string Delimiter(DialectScore score, DialectRequest asked)
    {
        var shown = DisplayText.Byte(score.Dialect.Delimiter);
        var found =
            $"{DisplayText.Count(score.Consistent)} of {DisplayText.Count(score.Records, "record")} have "
                + $"{DisplayText.Count(score.Fields, "field")}";
        return asked.Delimiter is not null ? $"delimiter {shown} (as requested: {found})"
            : score.Fields < 2
                ? $"delimiter {shown} (by default: no delimiter splits the records evenly, so they have one field)"
            : $"delimiter {shown} (detected: {found})";
    }

    public static string Quote(DialectScore score, DialectRequest asked) =>
        (score.Dialect.Quote, asked.QuoteGiven) switch
        {
            (null, true) => "quote: none (as requested)",
            (null, false) => "quote: none (detected: quotes begin fields but do not end them)",
            ({ } quote, true) => $"quote {DisplayText.Byte(quote)} (as requested)",
            ({ } quote, false) => score.ProperQuotes == 0
                ? $"quote {DisplayText.Byte(quote)} (by default: no field is quoted)"
                : $"quote {DisplayText.Byte(quote)} (detected: "
                    + $"{DisplayText.Count(score.ProperQuotes, "quoted field")})",
        };
}
