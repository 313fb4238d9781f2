using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Reading.Batches;

namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Reads one line of JSON Lines with <see cref="Utf8JsonReader"/>. This is the reference: the fast reader must agree
/// with it on every line, and falls back to it for every line that it cannot handle. So all reasons for bad records
/// come from here.
/// </summary>
internal sealed class JsonLineReference(JsonPathTree paths, int columns)
{
    private const int Unseen = -2;

    private readonly JsonTexts _texts = new();

    /// <summary>The bytes that the values point into.</summary>
    public ReadOnlySpan<byte> Bytes => _texts.Used;

    /// <summary>For each column, the index in <see cref="Bytes"/> of its value.</summary>
    public int[] Starts { get; } = new int[columns];

    /// <summary>For each column, the length of its value, or <see cref="FieldColumn.Null"/>.</summary>
    public int[] Lengths { get; } = new int[columns];

    /// <summary>Reads the values of a line.</summary>
    /// <returns>Null, or what is wrong with the line, in complete sentences.</returns>
    public string? Take(ReadOnlySpan<byte> line)
    {
        _texts.Clear();
        Lengths.AsSpan().Fill(Unseen);
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return "The line is not a JSON object.";
            TakeObject(ref json, line, paths);
            // Anything but white space after the object makes this throw.
            json.Read();
        }
        catch (JsonException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The line is not valid JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            return "A string in the line is not valid UTF-16 or UTF-8 after its escapes are decoded.";
        }
        Lengths.AsSpan().Replace(Unseen, FieldColumn.Null);
        return null;
    }

    private void TakeObject(ref Utf8JsonReader json, ReadOnlySpan<byte> line, JsonPathTree scope)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var child = scope.Child(ref json);
            json.Read();
            if (child is null)
            {
                json.Skip();
                continue;
            }
            var start = (int)json.TokenStartIndex;
            var isText = json.TokenType == JsonTokenType.String;
            var isNull = json.TokenType == JsonTokenType.Null;
            if (isText && child.Column >= 0)
                TakeText(ref json, child.Column);
            else if (json.TokenType == JsonTokenType.StartObject && child.HasChildren)
                TakeObject(ref json, line, child);
            else
                json.Skip();
            if (child.Column >= 0 && !isText)
                TakeRaw(isNull ? default : line[start..(int)json.BytesConsumed], isNull, child.Column);
        }
    }

    private void TakeText(ref Utf8JsonReader json, int column)
    {
        if (Lengths[column] != Unseen) return;
        // Decoding escapes never makes a string longer.
        var length = json.CopyString(_texts.Room(json.ValueSpan.Length));
        Starts[column] = _texts.Take(length);
        Lengths[column] = length;
    }

    private void TakeRaw(ReadOnlySpan<byte> value, bool isNull, int column)
    {
        if (Lengths[column] != Unseen) return;
        Starts[column] = _texts.Add(value);
        Lengths[column] = isNull ? FieldColumn.Null : value.Length;
    }
}
