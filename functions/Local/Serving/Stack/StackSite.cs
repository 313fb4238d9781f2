using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Local.Serving.StepFunctions;

namespace Pipeline.Local.Serving.Stack;

/// <summary>
/// The jobs of a deployed stack: requests go on to its API, signed with the user's credentials. Its files are on a file
/// system that this machine does not have, so there are no datasets to pick from, no plans and no files.
/// </summary>
/// <param name="http">With the address of the stack's API.</param>
internal sealed class StackSite(HttpClient http, RequestSigner signer) : ISite
{
    private static readonly string[] PassedOn = ["content-type", "idempotency-key"];
    private static readonly string[] Returned = ["Location", "Allow", "Retry-After"];

    private Uri Address => http.BaseAddress!;

    public string Name => Address.OriginalString;

    public StatesApi? States => null;

    public async Task<ApiResponse?> AnswerAsync(ApiRequest request, CancellationToken cancel)
    {
        if (request.Path is "/datasets" or "/plan")
            return Problem.Of(404, "Not found", $"The data root of {Name} is not on this machine: it has no datasets to pick from and no plans.");
        if (!JobsApi.Knows(request.Path))
            return null;
        // Signatures disagree about all other characters, and no path of the API has them.
        if (!request.Path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.'))
            return Problem.Of(400, "Bad request", $"Expected a path of ASCII letters, digits, \"-\", \"_\" and \".\"; found {request.Path}.");
        try
        {
            return await SendAsync(request, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return Problem.Of(502, "Bad gateway", $"{Name} does not answer: {error.Message} Check the address and the way to it.");
        }
        catch (Amazon.Runtime.AmazonClientException error)
        {
            return Problem.Of(502, "Bad gateway", $"There are no credentials to sign with any more: {error.Message} Get new ones, as with aws sso login, and try again.");
        }
    }

    public string? FindPublished(string path) => null;

    private async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancel)
    {
        var query = RequestSigner.CanonicalQuery(request.Query);
        using var sent = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(Address, query.Length == 0 ? request.Path : $"{request.Path}?{query}"));
        if (!request.Body.IsEmpty)
            sent.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var name in PassedOn)
        {
            if (request.Headers.TryGetValue(name, out var value) && !sent.Headers.TryAddWithoutValidation(name, value))
                sent.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        await signer.SignAsync(sent, request.Body, cancel).ConfigureAwait(false);
        using var answer = await http.SendAsync(sent, cancel).ConfigureAwait(false);
        var body = await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
        var (status, type) = ((int)answer.StatusCode, $"{answer.Content.Headers.ContentType}");
        if (status >= 400 && answer.Content.Headers.ContentType?.MediaType != Problem.ContentType)
            return OfGateway(status, body);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => Returned.Contains(header.Key, StringComparer.OrdinalIgnoreCase));
        return new ApiResponse(status, type, body, [.. headers.Select(header => (header.Key, string.Join(", ", header.Value)))]);
    }

    /// <summary>What API Gateway refuses before the function is asked: a signature, a policy, too many requests.</summary>
    private ApiResponse OfGateway(int status, byte[] body) => Problem.Of(
        status,
        "Refused by API Gateway",
        $"{Name} says: {MessageOf(body) ?? "nothing"}. {(status == 403 ? "Check that these credentials are those of the stack's account and have the policy of its output ApiPolicyArn." : "Try again later.")}");

    private static string? MessageOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("message", out var message) ? message.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
