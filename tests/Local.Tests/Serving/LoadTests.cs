using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Pipeline.Local.Tests.Serving;

/// <summary>Sends 200 requests per second, on schedule even if earlier ones have not returned.</summary>
[Trait("Speed", "Slow")]
public sealed class LoadTests : IDisposable
{
    private const int RequestsPerSecond = 200;
    private const int Seconds = 60;

    /// <summary>One in this many requests starts a job; the others read jobs.</summary>
    private const int RequestsPerStart = 20;

    private readonly ServedRoot _served = new ServedRoot().Start();

    public void Dispose() => _served.Dispose();

    [Fact]
    public async Task Every_request_succeeds_and_every_started_job_completes()
    {
        _served.Root.Write("data.csv", "n\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i}\n")));
        var started = new ConcurrentQueue<string>();
        await StartAsync("load-0");
        var requests = new List<Task<HttpStatusCode>>();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < RequestsPerSecond * Seconds; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / RequestsPerSecond) - clock.Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            var job = started.ElementAt(i % started.Count);
            requests.Add((i % RequestsPerStart) switch
            {
                0 => StartAsync($"load-{i / RequestsPerStart + 1}"),
                1 => GetAsync("/jobs?limit=10"),
                2 or 3 => GetAsync($"/jobs/{job}/blocks"),
                4 or 5 => GetAsync($"/jobs/{job}?map=true"),
                _ => GetAsync($"/jobs/{job}"),
            });
        }
        var responses = (await Task.WhenAll(requests)).CountBy(status => status).ToDictionary();

        const int Starts = RequestsPerSecond * Seconds / RequestsPerStart;
        Assert.Equal(
            new Dictionary<HttpStatusCode, int>
            {
                [HttpStatusCode.Created] = Starts,
                [HttpStatusCode.OK] = RequestsPerSecond * Seconds - Starts,
            }, responses);
        foreach (var job in started)
        {
            await _served.UntilAsync(job, "complete");
            Assert.Equal("total\n4498500\n", _served.Root.Read($"jobs/{job}/result.csv"));
        }

        async Task<HttpStatusCode> StartAsync(string job)
        {
            using var response = await _served.PostAsync(
                $"/jobs?jobId={job}", ServedRoot.Query("SELECT SUM(n) AS total FROM dataset"));
            started.Enqueue(job);
            return response.StatusCode;
        }

        async Task<HttpStatusCode> GetAsync(string path)
        {
            using var response = await _served.Http.GetAsync(path);
            return response.StatusCode;
        }
    }
}
