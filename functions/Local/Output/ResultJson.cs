using System.Text.Json;

namespace Pipeline.Local.Output;

/// <summary>Reads a whole result file in JSON (an array of objects) or JSON Lines (an object per line).</summary>
internal static class ResultJson
{
    public static IReadOnlyList<string?[]> Read(ReadOnlySpan<byte> utf8, bool isLines)
    {
        var rows = new List<string?[]>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = isLines });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.StartObject) continue;
            using var row = JsonDocument.ParseValue(ref reader);
            rows.Add([.. row.RootElement.EnumerateObject().Select(field => Text(field.Value))]);
        }
        return rows;
    }

    /// <summary>Numbers keep the digits that they have in the file.</summary>
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
