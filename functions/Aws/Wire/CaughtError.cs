using System.Text.Json.Serialization;

namespace Pipeline.Aws.Wire;

/// <summary>The error output of a <c>Catch</c>. Step Functions chooses the field names and may add fields.</summary>
/// <param name="Error">Class name of the exception, or the error name of Lambda or Step Functions.</param>
/// <param name="Cause">See <see cref="LambdaCause"/>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record CaughtError(
    [property: JsonPropertyName("Error")] string Error,
    [property: JsonPropertyName("Cause")] string? Cause = null);
