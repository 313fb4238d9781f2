using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Pipeline.EndToEnd.Tests.Commands;

namespace Pipeline.EndToEnd.Tests.Serving;

/// <summary>A data root of a test's own and <c>pipeline serve</c> over it, as a process of its own.</summary>
public sealed class ServedRoot : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private Process? _server;

    public CommandRoot Root { get; } = new();

    public HttpClient Http { get; private set; } = new();

    public Uri Address => Http.BaseAddress!;

    /// <returns>This.</returns>
    public ServedRoot Start(params IReadOnlyList<string> arguments)
    {
        string[] command = [.. PipelineProgram.CommandLine, "serve", "--port", "0", "--workers", "2", "--root", Root.Path, .. arguments];
        _server = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true })!;
        var line = _server.StandardError.ReadLine();
        Assert.StartsWith($"serving {Root.Path} at http://127.0.0.1:", line, StringComparison.Ordinal);
        Http = new HttpClient { BaseAddress = new Uri(line!.Split(" at ")[1]) };
        return this;
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _server!.Kill();
        _server.WaitForExit();
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await Http.GetAsync(path);
        Assert.Equal(expected, answer.StatusCode);
        return await ReadAsync(answer);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());

    /// <summary>Waits until a job is in a state.</summary>
    public async Task<JsonElement> UntilAsync(string job, params string[] states)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var found = await GetAsync($"/jobs/{job}");
            if (states.Contains(found.GetProperty("state").GetString())) return found;
            Assert.True(since.Elapsed < LongestWait, found.GetRawText());
        }
    }

    /// <summary>A request whose dataset is <c>data.csv</c> and which takes as long as it is told to be cut small.</summary>
    public static string Query(string sql, long? blockSize = null) =>
        JsonSerializer.Serialize(new { dataset = "data.csv", operation = new { type = "query", sql }, blockSize = blockSize ?? 1 << 20 });

    public void Dispose()
    {
        if (_server is { HasExited: false })
            Kill();
        _server?.Dispose();
        Http.Dispose();
        Root.Dispose();
    }
}
