using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;

namespace Pipeline.Aws.Manifests;

/// <summary>Creates attribute values.</summary>
internal static class AttributeValues
{
    public static AttributeValue Of(string text) => new() { S = text };

    public static AttributeValue Of(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Of(byte[] bytes) => new() { B = new MemoryStream(bytes, writable: false) };

    /// <summary>UTC with all digits, so that the strings sort like the times.</summary>
    public static AttributeValue Of(DateTimeOffset time) =>
        Of(time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    public static AttributeValue Json<T>(T value, JsonTypeInfo<T> type) => Of(JsonSerializer.Serialize(value, type));
}
