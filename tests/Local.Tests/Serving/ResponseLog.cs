using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pipeline.Local.Tests.Serving;

/// <summary>Sends requests and keeps every response, to check them all at once.</summary>
internal sealed class ResponseLog(ServedRoot served)
{
    private readonly List<Response> _responses = [];

    public string Json => JsonSerializer.Serialize(_responses, JsonSerializerOptions.Web);

    /// <returns>The body of the response.</returns>
    public async Task<string> SendAsync(
        int expected, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await served.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(
            expected == (int)response.StatusCode,
            $"{method} {path}: expected {expected}, found {(int)response.StatusCode} {text}");
        _responses.Add(new Response(
            method, path, expected,
            response.Headers.Concat(response.Content.Headers).ToDictionary(
                header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)),
            text));
        return text;
    }

    /// <summary>Waits until a job has reached one of the states.</summary>
    public async Task UntilAsync(string job, params string[] states)
    {
        await served.UntilAsync(job, states);
        Assert.Contains(
            JsonElement.Parse(await SendAsync(200, "GET", $"/jobs/{job}")).GetProperty("state").GetString(), states);
    }

    private sealed record Response(
        string Method, string Path, int Status, Dictionary<string, string> Headers, string Body);
}
