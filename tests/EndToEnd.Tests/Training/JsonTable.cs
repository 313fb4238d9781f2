using System.Text.Json;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>A JSON Lines file column by column, read by other means than ours.</summary>
internal sealed class JsonTable
{
    private readonly List<JsonElement> _records;

    public JsonTable(string path) => _records = [.. File.ReadLines(path).Select(line => JsonElement.Parse(line))];

    private JsonTable(IEnumerable<JsonElement> records) => _records = [.. records];

    public int Count => _records.Count;

    /// <summary>Only the records that have all these columns.</summary>
    public JsonTable With(params string[] columns) =>
        new(_records.Where(record => columns.All(column => Text(record, column) is not null)));

    /// <summary>Only the records whose text passes.</summary>
    public JsonTable Where(string column, Func<string?, bool> passes) =>
        new(_records.Where(record => passes(Text(record, column))));

    public void Write(string path) => File.WriteAllLines(path, _records.Select(record => record.GetRawText()));

    /// <returns>A text for each record; null where there is none.</returns>
    public string?[] Column(string name) => [.. _records.Select(record => Text(record, name))];

    public double[] Numbers(string name) => [.. _records.Select(record => record.GetProperty(name).GetDouble())];

    public Dictionary<string, string?[]> Columns(IEnumerable<string> names) => names.ToDictionary(name => name, Column);

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
