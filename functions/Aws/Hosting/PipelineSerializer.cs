using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;
using Pipeline.Aws.Wire;
using Pipeline.Core.Jobs;

namespace Pipeline.Aws.Hosting;

/// <summary>
/// Reads events strictly and writes answers, by code that was generated when this was compiled. An event that is not
/// to the letter what its type says is refused with everything that is wrong with it.
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
            throw new InvalidRequestException("event", $"Expected the JSON of a {typeof(T).Name}; found: {e.Message}");
        }
    }

    /// <summary>Writes an answer by its own type, which may be one of several that a handler answers.</summary>
    public void Serialize<T>(T response, Stream responseStream) =>
        JsonSerializer.Serialize(responseStream, response, TypeInfo(response?.GetType() ?? typeof(T)));

    private static JsonTypeInfo TypeInfo(Type type) => WireJson.Default.GetTypeInfo(type)
        ?? throw new NotSupportedException($"{type} is no type of an event or an answer: it is not in {nameof(WireJson)}.");
}
