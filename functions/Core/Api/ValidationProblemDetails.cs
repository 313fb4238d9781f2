using System.Text.Json.Serialization;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Api;

/// <summary>A problem with every validation error in a request, not only the first.</summary>
internal sealed record ValidationProblemDetails : ProblemDetails
{
    public ValidationProblemDetails(ProblemDetails problem, IReadOnlyList<ValidationError> errors)
        : base(problem) =>
        Errors = errors;

    [JsonPropertyOrder(1)]
    public IReadOnlyList<ValidationError> Errors { get; }
}
