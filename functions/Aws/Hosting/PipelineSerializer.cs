using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;
using Pipeline.Aws.Wire;
using Pipeline.Core.Errors;

namespace Pipeline.Aws.Hosting;

/// <summary>
/// Reads events strictly and writes responses, with source-generated code. An event that does not match its type is
/// rejected with every error in it.
/// </summary>
public sealed class PipelineSerializer : ILambdaSerializer
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="InvalidRequestException">The event is not a <typeparamref name="T"/>.</exception>
    public T Deserialize<T>(Stream requestStream)
    {
        var type = (JsonTypeInfo<T>)TypeInfo(typeof(T));
        try
        {
            using var document = JsonDocument.Parse(requestStream, Strict);
            EventValidator.Validate(document.RootElement, type);
            return document.RootElement.Deserialize(type)!;
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException("event", $"Expected a JSON object without duplicate fields. {e.Message}");
        }
    }

    /// <summary>Writes a response by its runtime type, since a handler may return one of several types.</summary>
    public void Serialize<T>(T response, Stream responseStream) =>
        JsonSerializer.Serialize(responseStream, response, TypeInfo(response?.GetType() ?? typeof(T)));

    private static JsonTypeInfo TypeInfo(Type type) => WireJson.Default.GetTypeInfo(type)
        ?? throw new NotSupportedException(
            $"{type} is not a type of an event or a response. Add it to {nameof(WireJson)}.");
}
