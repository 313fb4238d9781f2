namespace Pipeline.Core.Reading.Delimited;

/// <summary>Unquotes fields of delimited text.</summary>
internal static class QuotedField
{
    /// <summary>
    /// Unquotes a field that starts with a quote in place: removes the enclosing quotes and undoubles the others.
    /// </summary>
    /// <returns>False if there is text after the closing quote.</returns>
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
