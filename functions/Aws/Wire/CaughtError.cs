using System.Text.Json.Serialization;

namespace Pipeline.Aws.Wire;

/// <summary>What a <c>Catch</c> of the state machine gives. The names, and what else may come, are those of Step Functions.</summary>
/// <param name="Error">Name of the exception, or of what ended the function.</param>
/// <param name="Cause">See <see cref="LambdaCause"/>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record CaughtError(
    [property: JsonPropertyName("Error")] string Error,
    [property: JsonPropertyName("Cause")] string? Cause = null);
