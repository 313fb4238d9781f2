using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.Server;
using Pipeline.Server.StepFunctions;

namespace Pipeline.Local.Serving.Stack;

/// <summary>
/// The jobs of a deployed stack: forwards requests to its API, signed with the user's credentials. The stack's file
/// system is not on this machine, so there are no datasets to choose from, no plans and no result files.
/// </summary>
/// <param name="http">Its base address is the stack's API.</param>
internal sealed class StackBackend(HttpClient http, RequestSigner signer) : IJobsBackend
{
    private static readonly string[] ForwardedHeaders = ["content-type", "idempotency-key"];
    private static readonly string[] ReturnedHeaders = ["Location", "Allow", "Retry-After"];

    private Uri Address => http.BaseAddress!;

    public string Name => Address.OriginalString;

    public StatesApi? States => null;

    public async Task<ApiResponse?> HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        if (request.Path is "/datasets" or "/plan")
        {
            return Problem.Of(
                404, "Not found", $"The data root of {Name} is not on this machine: no datasets to list, no plans.");
        }
        if (!JobsApi.Handles(request.Path))
            return null;
        // The paths of the API contain no other characters, which clients and AWS escape differently in signatures.
        if (!request.Path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.'))
        {
            return Problem.Of(
                400,
                "Bad request",
                $"Expected a path of ASCII letters, digits, \"-\", \"_\" and \".\"; found {request.Path}.");
        }
        try
        {
            return await SendAsync(request, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (IsConnectionError(error) && !cancel.IsCancellationRequested)
        {
            return Problem.Of(
                502,
                "Bad gateway",
                $"{Name} does not respond: {error.Message} Check the address and the network connection.");
        }
        catch (Amazon.Runtime.AmazonClientException error)
        {
            return Problem.Of(
                502,
                "Bad gateway",
                $"The AWS credentials have expired or are missing: {error.Message} "
                + "Renew them, for example with aws sso login, and try again.");
        }
    }

    public string? FindPublished(string path) => null;

    private async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancel)
    {
        var query = RequestSigner.CanonicalQuery(request.Query);
        var uri = new Uri(Address, query.Length == 0 ? request.Path : $"{request.Path}?{query}");
        using var sent = new HttpRequestMessage(new HttpMethod(request.Method), uri);
        if (!request.Body.IsEmpty)
            sent.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var name in ForwardedHeaders)
        {
            if (request.Headers.TryGetValue(name, out var value) && !sent.Headers.TryAddWithoutValidation(name, value))
                sent.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        await signer.SignAsync(sent, request.Body, cancel).ConfigureAwait(false);
        using var response = await http.SendAsync(sent, cancel).ConfigureAwait(false);
        var content = response.Content;
        var body = await content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        if (status >= 400 && content.Headers.ContentType?.MediaType != Problem.ContentType)
            return OfGateway(status, body);
        var headers = response.Headers.Concat(content.Headers)
            .Where(header => ReturnedHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => (header.Key, string.Join(", ", header.Value)));
        return new ApiResponse(status, $"{content.Headers.ContentType}", body, [.. headers]);
    }

    /// <summary>A response from API Gateway itself: the signature, a policy or the request rate was rejected.</summary>
    private ApiResponse OfGateway(int status, byte[] body)
    {
        var advice = status == 403
            ? "Check that the credentials belong to the stack's account and have the policy in its output ApiPolicyArn."
            : "Try again later.";
        var message = MessageOf(body) ?? $"HTTP status {status}";
        return Problem.Of(status, "Rejected by API Gateway", $"{Name}: {message}. {advice}");
    }

    private static bool IsConnectionError(Exception error) =>
        error is HttpRequestException or IOException or TaskCanceledException;

    private static string? MessageOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } json
                && json.TryGetProperty("message", out var message)
                    ? message.ToString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
