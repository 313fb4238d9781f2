using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pipeline.EndToEnd.Tests.Serving;

/// <summary>What the API answered, whoever carried it.</summary>
/// <param name="Headers">By their names in lower case.</param>
public sealed record ApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Asks over HTTP, with the path as it is given.</summary>
    /// <param name="json">The body, of the type application/json unless a header says otherwise.</param>
    public static async Task<ApiAnswer> AskAsync(HttpClient http, string method, string path, string? json, IReadOnlyList<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{http.BaseAddress}{path[1..]}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (json is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        foreach (var (name, value) in headers)
        {
            if (name == "content-type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        using var answer = await http.SendAsync(request);
        var all = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value));
        return new ApiAnswer((int)answer.StatusCode, all, await answer.Content.ReadAsByteArrayAsync());
    }
}
