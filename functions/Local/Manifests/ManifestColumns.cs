using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Local.Manifests;

/// <summary>The JSON in columns of a manifest file.</summary>
internal static class ManifestColumns
{
    public static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    public static T Value<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type)
        ?? throw new JsonException($"Expected {typeof(T).Name} in the manifests; found null.");
}
