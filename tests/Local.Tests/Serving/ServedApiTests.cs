using System.Net;
using System.Text;
using Pipeline.TestKit.Api;

namespace Pipeline.Local.Tests.Serving;

/// <summary>The API of the local server over HTTP: the common cases, and what only one machine has.</summary>
[Trait("Speed", "Slow")]
public sealed class ServedApiTests : ApiCases, IDisposable
{
    private readonly ServedRoot _served = new ServedRoot().Start();

    public void Dispose() => _served.Dispose();

    [Fact]
    public async Task Jobs_of_the_command_are_listed_and_their_files_served()
    {
        WriteData();
        var end = await _served.Root.RunAsync(
            "run", _served.Root.Write("request.json", Query(Sum)), "--job", "by-hand");
        Assert.Equal(0, end.ExitCode);
        await SendAsync("POST", "/jobs?jobId=served", Query(Sum));
        await UntilAsync("served", "complete");
        Assert.Equal(
            ["served", "by-hand"],
            (await _served.GetAsync("/jobs")).GetProperty("jobs").EnumerateArray()
                .Select(job => job.GetProperty("jobId").GetString()));
        foreach (var job in (string[])["served", "by-hand"])
        {
            Assert.Equal("complete", (await _served.GetAsync($"/jobs/{job}")).GetProperty("state").GetString());
            Assert.Equal((await SendAsync("GET", $"/jobs/{job}/result")).Text, await _served.Http.GetStringAsync(
                $"/files/jobs/{job}/result.csv"));
        }
        await SendAsync("POST", "/jobs?jobId=large", Query("SELECT n, name, n * 1000000000000 AS m FROM dataset"));
        var large = (await UntilAsync("large", "complete")).GetProperty("result");
        Assert.Equal(
            large.GetProperty("bytes").GetInt64(),
            (await _served.Http.GetByteArrayAsync("/files/jobs/large/result.csv")).Length);
    }

    [Fact]
    public async Task Jobs_run_in_order_and_can_be_stopped_while_waiting_or_running()
    {
        WriteData(records: 200_000);
        string[] names = [.. Enumerable.Range(0, 6).Select(i => $"job-{i}")];
        foreach (var name in names)
            (await _served.PostAsync($"/jobs?jobId={name}", Query(Sum, 1_000))).Dispose();
        await _served.UntilAsync("job-0", "processing");
        foreach (var name in (string[])["job-0", "job-3"])
        {
            using var stopped = await _served.Http.DeleteAsync($"/jobs/{name}");
            Assert.Equal(
                (HttpStatusCode.Accepted, "stopped"),
                (stopped.StatusCode, (await ServedRoot.ReadAsync(stopped)).GetProperty("state").GetString()));
        }
        await _served.UntilAsync("job-5", "complete");
        var ended = new List<(string Name, DateTimeOffset Time)>();
        foreach (var name in names)
        {
            var job = await _served.GetAsync($"/jobs/{name}");
            Assert.Equal(name is "job-0" or "job-3" ? "stopped" : "complete", job.GetProperty("state").GetString());
            if (name is not ("job-0" or "job-3"))
                ended.Add((name, job.GetProperty("endedAt").GetDateTimeOffset()));
        }
        Assert.Equal(ended, ended.OrderBy(job => job.Time));
        using var gone = await _served.Http.DeleteAsync("/jobs/job-0");
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
        Assert.False(_served.Root.Exists("jobs/job-0/result.csv"));
    }

    [Fact]
    public async Task Running_and_waiting_jobs_resume_after_the_server_was_killed()
    {
        WriteData(records: 200_000);
        foreach (var name in (string[])["ran", "waited"])
            (await _served.PostAsync($"/jobs?jobId={name}", Query(Sum, 1_000))).Dispose();
        await _served.UntilAsync("ran", "processing");
        _served.Kill();
        _served.Start();
        await _served.UntilAsync("waited", "complete");
        await _served.UntilAsync("ran", "complete");
        Assert.Equal(_served.Root.Read("jobs/ran/result.csv"), _served.Root.Read("jobs/waited/result.csv"));
    }

    [Fact]
    public async Task Concurrent_requests_are_all_handled()
    {
        WriteData();
        var started = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var response = await _served.PostAsync(
                $"/jobs?jobId=many-{i}", Query("SELECT COUNT(*) AS n FROM dataset"));
            return response.StatusCode;
        }));
        Assert.All(started, status => Assert.Equal(HttpStatusCode.Created, status));
        for (var i = 0; i < 100; i++)
            await _served.UntilAsync($"many-{i}", "complete");
        Assert.All(
            Enumerable.Range(0, 100), i => Assert.Equal("n\n3000\n", _served.Root.Read($"jobs/many-{i}/result.csv")));
    }

    [Fact]
    public async Task A_hundred_jobs_end_in_the_order_of_their_start()
    {
        WriteData();
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"job-{i}")];
        foreach (var name in names)
            (await _served.PostAsync($"/jobs?jobId={name}", Query(Sum))).Dispose();
        var ended = new List<(string Name, DateTimeOffset Time)>();
        foreach (var name in names)
            ended.Add((name, (await _served.UntilAsync(name, "complete")).GetProperty("endedAt").GetDateTimeOffset()));
        Assert.Equal(names, ended.OrderBy(job => job.Time).Select(job => job.Name));
    }

    [Fact]
    public async Task A_job_that_the_command_completed_is_not_started_again()
    {
        WriteData();
        Assert.Equal(
            0,
            (await _served.Root.RunAsync(
                "run",
                "--job",
                "done",
                "--dataset",
                "data.csv",
                "--sql",
                "SELECT COUNT(*) AS n FROM dataset",
                "--block-size",
                "1MiB")).ExitCode);
        using var response = await _served.PostAsync("/jobs?jobId=done", Query("SELECT COUNT(*) AS n FROM dataset"));
        var job = await ServedRoot.ReadAsync(response);
        Assert.Equal((HttpStatusCode.OK, "complete"), (response.StatusCode, job.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/page.css", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task HEAD_is_supported(string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await _served.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_second_server_for_the_same_jobs_is_rejected()
    {
        var end = await _served.Root.RunAsync("serve", "--port", "0");
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(
            "manifests.db: another pipeline serve is running its jobs. Use that server, stop it",
            end.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_rejected()
    {
        var end = await _served.Root.RunAsync(
            "serve", "--port", $"{_served.Address.Port}", "--manifests", Path.Combine(_served.Root.Path, "other.db"));
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(
            $"--port: Expected a free port that this user may listen on; found {_served.Address.Port}: ",
            end.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Datasets_and_plans_are_available_without_a_job()
    {
        WriteData();
        using var response = await _served.PostAsync("/plan", Query(Sum, 1_000));
        var plan = await ServedRoot.ReadAsync(response);
        Assert.Equal((1, true), (plan.GetProperty("files").GetInt32(), plan.GetProperty("blocks").GetInt32() > 10));
        Assert.Equal(
            """[{"path":"data.csv","bytes":""" + Encoding.UTF8.GetByteCount(_served.Root.Read("data.csv")) + "}]",
            (await _served.GetAsync("/datasets")).GetProperty("files").GetRawText());
        Assert.Empty((await _served.GetAsync("/jobs")).GetProperty("jobs").EnumerateArray());
    }

    protected override void Write(string name, string content) => _served.Root.Write(name, content);

    protected override Task<TestResponse> SendAsync(
        string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        TestResponse.SendAsync(_served.Http, method, path, json, headers);
}
