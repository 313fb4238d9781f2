using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>The delimiter and quote given in the request, as bytes.</summary>
/// <param name="Delimiter">Null to detect it.</param>
/// <param name="QuoteGiven">Whether <paramref name="Quote"/> is given. A given null means no quotes.</param>
internal readonly record struct DialectRequest(byte? Delimiter, bool QuoteGiven, byte? Quote)
{
    /// <param name="errors">Receives the validation errors of the two fields.</param>
    public static DialectRequest Of(FormatRequest request, List<ValidationError> errors)
    {
        byte? delimiter = null, quote = null;
        if (request.Delimiter is { } wantedDelimiter)
        {
            delimiter = Byte(wantedDelimiter == "\\t" ? "\t" : wantedDelimiter);
            if (delimiter is null)
            {
                errors.Add(
                    new ValidationError(
                        "format.delimiter",
                        $"{DisplayText.Value(wantedDelimiter)} is not one ASCII character. Give one, such as \",\" "
                            + "\";\" \"|\" or \"\\t\"."));
            }
        }

        if (request.Quote is { Length: > 0 } wantedQuote)
        {
            quote = Byte(wantedQuote);
            if (quote is null)
            {
                errors.Add(
                    new ValidationError(
                        "format.quote",
                        $"{DisplayText.Value(wantedQuote)} is not one ASCII character. Give one, or \"\" if fields are "
                            + "never quoted."));
            }
            else if (quote == delimiter)
            {
                errors.Add(
                    new ValidationError(
                        "format.quote",
                        $"{DisplayText.Value(wantedQuote)} is also the delimiter. Give another, or \"\" if fields are "
                            + "never quoted."));
            }
        }

        var quoteGiven = request.Quote is not null || delimiter == DialectDetector.DefaultQuote;
        return new DialectRequest(delimiter, quoteGiven, quote);
    }

    private static byte? Byte(string text)
        => text is [var c] && char.IsAscii(c) && c is not ('\0' or '\r' or '\n') ? (byte)c : null;
}
