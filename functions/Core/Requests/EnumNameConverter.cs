using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Requests;

/// <summary>Reads and writes an enum by its <see cref="EnumNames"/>.</summary>
public sealed class EnumNameConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <exception cref="JsonException">The value is not one of the names.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && EnumNames.Find<T>(reader.GetString()!) is { } value
            ? value
            : throw new JsonException($"Expected one of {string.Join(", ", EnumNames.All<T>())}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumNames.Of(value));
}
