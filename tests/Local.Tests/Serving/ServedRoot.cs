using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Serving;

/// <summary>A temporary data root and <c>pipeline serve</c> for it in a separate process.</summary>
public sealed class ServedRoot : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    private Process? _server;

    public CommandRoot Root { get; } = new();

    public HttpClient Http { get; private set; } = new();

    public Uri Address => Http.BaseAddress!;

    /// <returns>This instance.</returns>
    public ServedRoot Start(params IReadOnlyList<string> arguments)
    {
        string[] command =
        [
            .. PipelineProgram.CommandLine, "serve", "--port", "0", "--workers", "2", "--root", Root.Path, .. arguments,
        ];
        _server = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true })!;
        var line = _server.StandardError.ReadLine();
        Assert.StartsWith($"serving {Root.Path} at http://127.0.0.1:", line, StringComparison.Ordinal);
        Http = new HttpClient { BaseAddress = new Uri(line!.Split(" at ")[1]) };
        return this;
    }

    /// <summary>Kills the server, like <c>kill -9</c>.</summary>
    public void Kill()
    {
        _server!.Kill();
        _server.WaitForExit();
    }

    public async Task<HttpResponseMessage> PostAsync(
        string path, string json, params (string Name, string Value)[] headers)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Http.GetAsync(path);
        Assert.Equal(expected, response.StatusCode);
        return await ReadAsync(response);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());

    /// <summary>Waits until a job has reached one of the states.</summary>
    public async Task<JsonElement> UntilAsync(string job, params string[] states)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var found = await GetAsync($"/jobs/{job}");
            if (states.Contains(found.GetProperty("state").GetString())) return found;
            Assert.True(since.Elapsed < MaxWait, found.GetRawText());
        }
    }

    /// <summary>A query over <c>data.csv</c>. Small blocks make it run longer.</summary>
    public static string Query(string sql, long? blockSize = null) =>
        JsonSerializer.Serialize(
            new { dataset = "data.csv", operation = new { type = "query", sql }, blockSize = blockSize ?? 1 << 20 });

    public void Dispose()
    {
        if (_server is { HasExited: false })
            Kill();
        _server?.Dispose();
        Http.Dispose();
        Root.Dispose();
    }
}
