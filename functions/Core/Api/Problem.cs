using Pipeline.Core.Jobs;

namespace Pipeline.Core.Api;

/// <summary>Answers that are no success, as RFC 9457 has them.</summary>
public static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <param name="mistakes">Of the request, each with its field; what the RFC leaves to who defines a problem.</param>
    public static ApiResponse Of(int status, string title, string detail, IReadOnlyList<Mistake>? mistakes = null, params IReadOnlyList<(string, string)> headers) =>
        new(
            status,
            ContentType,
            ApiResponse.Object(json =>
            {
                json.WriteString("type", "about:blank");
                json.WriteString("title", title);
                json.WriteNumber("status", status);
                json.WriteString("detail", detail);
                if (mistakes is null) return;
                json.WriteStartArray("errors");
                foreach (var mistake in mistakes)
                {
                    json.WriteStartObject();
                    json.WriteString("field", mistake.Field);
                    json.WriteString("message", mistake.Message);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }),
            headers);

    public static ApiResponse OfMistakes(InvalidRequestException error) => Of(400, "Bad request", error.Message, error.Mistakes);
}
