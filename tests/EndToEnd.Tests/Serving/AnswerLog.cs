using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pipeline.EndToEnd.Tests.Serving;

/// <summary>Sends requests and keeps every answer, to be looked at together.</summary>
internal sealed class AnswerLog(ServedRoot served)
{
    private readonly List<Answer> _answers = [];

    public string Json => JsonSerializer.Serialize(_answers, JsonSerializerOptions.Web);

    /// <returns>The answer's body.</returns>
    public async Task<string> SendAsync(int expected, string method, string path, string? body = null, params (string Name, string Value)[] headers)
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
        using var answer = await served.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == (int)answer.StatusCode, $"{method} {path}: expected {expected}, found {(int)answer.StatusCode} {text}");
        _answers.Add(new Answer(
            method, path, expected,
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)),
            text));
        return text;
    }

    /// <summary>Asks for a job until it is in a state.</summary>
    public async Task UntilAsync(string job, params string[] states)
    {
        await served.UntilAsync(job, states);
        Assert.Contains(JsonElement.Parse(await SendAsync(200, "GET", $"/jobs/{job}")).GetProperty("state").GetString(), states);
    }

    private sealed record Answer(string Method, string Path, int Status, Dictionary<string, string> Headers, string Body);
}
