using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Core.Api;

/// <summary>A response of the jobs API.</summary>
/// <param name="Headers">All headers except the content type and length.</param>
public sealed record ApiResponse(
    int Status, string ContentType, byte[] Body, params IReadOnlyList<(string Name, string Value)> Headers)
{
    internal const string JsonType = "application/json";

    /// <summary>Creates a response with a value as its JSON body.</summary>
    public static ApiResponse Json<T>(int status, T value, JsonTypeInfo<T> type) =>
        new(status, JsonType, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
