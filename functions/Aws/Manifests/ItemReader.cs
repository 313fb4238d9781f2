using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>Reads the attributes of one item of the table.</summary>
/// <param name="item">The attributes as DynamoDB returned them.</param>
internal readonly struct ItemReader(Dictionary<string, AttributeValue> item)
{
    public string Text(string name) => Required(name, Optional(name)?.S);

    public string? OptionalText(string name) => Optional(name)?.S;

    public int Int32(string name) => int.Parse(Required(name, Optional(name)?.N), CultureInfo.InvariantCulture);

    public int OptionalInt32(string name) =>
        Optional(name)?.N is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : 0;

    public long Int64(string name) => long.Parse(Required(name, Optional(name)?.N), CultureInfo.InvariantCulture);

    public MemoryStream Binary(string name) => Required(name, Optional(name)?.B);

    public DateTimeOffset Time(string name) =>
        DateTimeOffset.Parse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public T Json<T>(string name, JsonTypeInfo<T> type)
        where T : class => Required(name, OptionalJson(name, type));

    public T? OptionalJson<T>(string name, JsonTypeInfo<T> type)
        where T : class => OptionalText(name) is { } json ? JsonSerializer.Deserialize(json, type) : null;

    private AttributeValue? Optional(string name) => item.GetValueOrDefault(name);

    private T Required<T>(string name, T? value)
        where T : class => value ?? throw new ManifestStoreException(
            $"Item {item[AttributeNames.JobId].S}, {item[AttributeNames.Item].S} of the table has no attribute {name}. "
            + "Another program has written to the table. Start the job again with another id, and let only Pipeline "
            + "write to the table.");
}
