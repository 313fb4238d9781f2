namespace Pipeline.Core.Reading.Delimited;

internal static class QuotedField
{
    /// <summary>
    /// Takes a field that begins with a quote out of its quotes, and makes doubled quotes single, in place: the field
    /// can only become shorter. False when anything but doubled quotes stands between the opening quote and the last
    /// byte, that is, when there is text after the closing quote.
    /// </summary>
    public static bool TryUnquote(byte[] bytes, byte quote, ref int start, ref int length)
    {
        if (length < 2 || bytes[start + length - 1] != quote) return false;
        start++;
        length -= 2;
        var field = bytes.AsSpan(start, length);
        var read = field.IndexOf(quote);
        if (read < 0) return true;

        var written = read;
        while (read < field.Length)
        {
            if (field[read] == quote)
            {
                if (read + 1 == field.Length || field[read + 1] != quote) return false;
                read++;
            }
            field[written++] = field[read++];
        }
        length = written;
        return true;
    }
}
