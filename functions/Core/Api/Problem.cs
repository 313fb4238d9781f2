using System.Text.Json;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Api;

/// <summary>Error responses, as RFC 9457 defines them.</summary>
public static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <param name="title">The meaning of the status.</param>
    /// <param name="detail">What was expected, what was found and how to fix it.</param>
    public static ApiResponse Of(
        int status, string title, string detail, params IReadOnlyList<(string Name, string Value)> headers)
    {
        var details = Details(status, title, detail);
        return new ApiResponse(
            status, ContentType, JsonSerializer.SerializeToUtf8Bytes(details, ApiJson.Default.ProblemDetails), headers);
    }

    /// <summary>400 Bad Request with all validation errors.</summary>
    public static ApiResponse OfValidation(InvalidRequestException error)
    {
        var details = new ValidationProblemDetails(Details(400, "Bad request", error.Message), error.Errors);
        return new ApiResponse(
            400, ContentType, JsonSerializer.SerializeToUtf8Bytes(details, ApiJson.Default.ValidationProblemDetails));
    }

    private static ProblemDetails Details(int status, string title, string detail) =>
        new("about:blank", title, status, detail);
}
