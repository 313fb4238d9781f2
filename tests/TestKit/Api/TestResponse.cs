using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pipeline.TestKit.Api;

/// <summary>A response of the API, independent of its transport.</summary>
/// <param name="Headers">Keyed by lowercase name.</param>
public sealed record TestResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Sends a request over HTTP, without normalizing the path.</summary>
    /// <param name="json">The body; its type is application/json unless a header says otherwise.</param>
    public static async Task<TestResponse> SendAsync(
        HttpClient http, string method, string path, string? json, IReadOnlyList<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(
                $"{http.BaseAddress}{path[1..]}",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        foreach (var (name, value) in headers)
        {
            if (name == "content-type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value));
        return new TestResponse((int)response.StatusCode, all, await response.Content.ReadAsByteArrayAsync());
    }
}
