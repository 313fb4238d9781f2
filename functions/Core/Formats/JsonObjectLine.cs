using System.Text.Json;

namespace Pipeline.Core.Formats;

/// <summary>Looks at lines of JSON Lines.</summary>
internal static class JsonObjectLine
{
    /// <summary>The first line that holds more than blanks, without its line end, taken off the text.</summary>
    /// <param name="isWhole">Whether the text ends where the file does, so that a last line needs no line end.</param>
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

    /// <summary>Whether a line is one JSON object and nothing else, with names that are valid UTF-8.</summary>
    /// <param name="isWhole">False if the line continues beyond what is given; then that much of it must be right.</param>
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
