using System.Text.Json;

namespace Pipeline.Core.Formats;

/// <summary>Finds and validates the lines of JSON Lines.</summary>
internal static class JsonObjectLine
{
    /// <summary>Removes the first non-blank line from the text and returns it without its line end.</summary>
    /// <param name="isWhole">Whether the text reaches the end of the file.</param>
    public static bool TryNext(ref ReadOnlySpan<byte> text, bool isWhole, out ReadOnlySpan<byte> line)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0 && !isWhole) break;
            line = text[..(end < 0 ? text.Length : end)].Trim(" \t\r"u8);
            text = text[(end < 0 ? text.Length : end + 1)..];
            if (!line.IsEmpty) return true;
        }

        line = default;
        return false;
    }

    /// <summary>Whether a line is exactly one JSON object, with property names in valid UTF-8.</summary>
    /// <param name="isWhole">False if only the start of the line is given; then that much of it must be valid.</param>
    public static bool IsObject(ReadOnlySpan<byte> line, bool isWhole = true)
    {
        if (line is not [(byte)'{', ..]) return false;
        var reader = new Utf8JsonReader(line, isWhole, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName) reader.GetString();
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
