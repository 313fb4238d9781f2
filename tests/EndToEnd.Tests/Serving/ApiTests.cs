using System.Net;
using System.Text;
using System.Text.Json;

namespace Pipeline.EndToEnd.Tests.Serving;

/// <summary>The API over HTTP.</summary>
public sealed class ApiTests : IDisposable
{
    private const string Sum = "SELECT name, SUM(n) AS total FROM dataset GROUP BY name";

    private readonly ServedRoot _served = new();

    public ApiTests()
    {
        _served.Root.Write("data.csv", "name,n\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{"abc"[i % 3]},{i}\n")));
        _served.Start();
    }

    public void Dispose() => _served.Dispose();

    [Fact]
    public async Task A_job_is_started_followed_and_its_result_read()
    {
        using var started = await _served.PostAsync("/jobs?jobId=sums", ServedRoot.Query(Sum, 1_000));
        Assert.Equal((HttpStatusCode.Created, "/jobs/sums"), (started.StatusCode, started.Headers.Location?.OriginalString));
        var job = await _served.UntilAsync("sums", "complete");
        var blocks = job.GetProperty("progress").GetProperty("blocks");
        Assert.Equal(blocks.GetProperty("total").GetInt32(), blocks.GetProperty("done").GetInt32());
        Assert.Equal(3_000, job.GetProperty("progress").GetProperty("records").GetInt32());
        Assert.Equal("data.csv", job.GetProperty("request").GetProperty("dataset").GetString());

        using var result = await _served.Http.GetAsync("/jobs/sums/result");
        Assert.Equal("text/csv", result.Content.Headers.ContentType?.MediaType);
        Assert.Equal("name,total\na,1498500\nb,1499500\nc,1500500\n", await result.Content.ReadAsStringAsync());
        Assert.Equal(await result.Content.ReadAsStringAsync(), await _served.Http.GetStringAsync("/files/jobs/sums/result.csv"));

        var page = await _served.GetAsync("/jobs/sums/blocks?limit=3&next=2");
        Assert.Equal([2, 3, 4], page.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("number").GetInt32()));
        Assert.Equal("5", page.GetProperty("next").GetString());
        var map = (await _served.GetAsync("/jobs/sums/map")).GetProperty("blocks").GetString()!;
        Assert.Equal(new string('d', blocks.GetProperty("total").GetInt32()), map);
    }

    [Fact]
    public async Task A_start_that_is_repeated_starts_nothing_twice()
    {
        foreach (var (path, key) in ((string, string?)[])[("/jobs?jobId=one", null), ("/jobs", "an-order-of-mine")])
        {
            (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key)];
            using var first = await _served.PostAsync(path, ServedRoot.Query(Sum), headers);
            using var second = await _served.PostAsync(path, ServedRoot.Query(Sum), headers);
            using var other = await _served.PostAsync(path, ServedRoot.Query("SELECT COUNT(*) FROM dataset"), headers);
            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode, other.StatusCode));
            Assert.Equal(first.Headers.Location, second.Headers.Location);
            Assert.Contains("with another request: they differ in operation", (await ServedRoot.ReadAsync(other)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal(2, (await _served.GetAsync("/jobs")).GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task Jobs_are_listed_page_by_page_with_those_of_the_command()
    {
        var end = await _served.Root.RunAsync("run", _served.Root.Write("request.json", ServedRoot.Query(Sum)), "--job", "by-hand");
        Assert.Equal(0, end.ExitCode);
        foreach (var name in (string[])["first", "second", "third"])
            (await _served.PostAsync($"/jobs?jobId={name}", ServedRoot.Query(Sum))).Dispose();
        await _served.UntilAsync("third", "complete");
        var found = new List<string>();
        string? next = null;
        do
        {
            var page = await _served.GetAsync($"/jobs?limit=3{(next is null ? "" : $"&next={Uri.EscapeDataString(next)}")}");
            found.AddRange(page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("jobId").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(["third", "second", "first", "by-hand"], found);
        Assert.Equal("complete", (await _served.GetAsync("/jobs/by-hand")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{"dataset": 1, "operation": {"type": "query"}, "outptu": "csv"}""", "dataset", "outptu")]
    [InlineData("""{"dataset": "a", "operation": {"type": "qury"}}""", "operation.type")]
    [InlineData("""{"dataset": "a", "operation": {"type": "query", "sql": "SELEC 1"}}""", "operation.sql")]
    [InlineData("{", "request")]
    public async Task Mistakes_are_told_at_once_and_nothing_is_started(string request, params string[] fields)
    {
        using var answer = await _served.PostAsync("/jobs", request);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await ServedRoot.ReadAsync(answer);
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal(fields.Order(), problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()).Order());
        Assert.Empty((await _served.GetAsync("/jobs")).GetProperty("jobs").EnumerateArray());
    }

    [Fact]
    public async Task A_job_that_fails_says_why_and_is_taken_up_again_when_the_cause_is_mended()
    {
        var request = JsonSerializer.Serialize(new { dataset = "late.csv", operation = new { type = "query", sql = "SELECT COUNT(*) AS n FROM dataset" } });
        (await _served.PostAsync("/jobs?jobId=late", request)).Dispose();
        var failed = await _served.UntilAsync("late", "failed");
        Assert.Equal("DatasetUnavailableException", failed.GetProperty("error").GetString());
        Assert.Contains("late.csv", failed.GetProperty("cause").GetString(), StringComparison.Ordinal);
        await _served.GetAsync("/jobs/late/result", HttpStatusCode.NotFound);

        _served.Root.Write("late.csv", "x\n1\n2\n");
        using var again = await _served.PostAsync("/jobs/late/redrive", "");
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(1, (await _served.UntilAsync("late", "complete")).GetProperty("redrives").GetInt32());
        Assert.Equal("n\n2\n", await _served.Http.GetStringAsync("/jobs/late/result"));
        using var tooLate = await _served.PostAsync("/jobs/late/redrive", "");
        Assert.Equal(HttpStatusCode.Conflict, tooLate.StatusCode);
    }

    [Fact]
    public async Task Jobs_run_in_the_order_in_which_they_came_and_those_that_wait_or_run_can_be_stopped()
    {
        _served.Root.Write("data.csv", "name,n\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{"abc"[i % 3]},{i}\n")));
        string[] names = [.. Enumerable.Range(0, 6).Select(i => $"job-{i}")];
        foreach (var name in names)
            (await _served.PostAsync($"/jobs?jobId={name}", ServedRoot.Query(Sum, 1_000))).Dispose();
        await _served.UntilAsync("job-0", "processing");
        foreach (var name in (string[])["job-0", "job-3"])
        {
            using var stopped = await _served.Http.DeleteAsync($"/jobs/{name}");
            Assert.Equal((HttpStatusCode.Accepted, "stopped"), (stopped.StatusCode, (await ServedRoot.ReadAsync(stopped)).GetProperty("state").GetString()));
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
    public async Task What_ran_and_what_waited_goes_on_after_the_server_was_killed()
    {
        _served.Root.Write("data.csv", "name,n\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{"abc"[i % 3]},{i}\n")));
        foreach (var name in (string[])["ran", "waited"])
            (await _served.PostAsync($"/jobs?jobId={name}", ServedRoot.Query(Sum, 1_000))).Dispose();
        await _served.UntilAsync("ran", "processing");
        _served.Kill();
        _served.Start();
        await _served.UntilAsync("waited", "complete");
        await _served.UntilAsync("ran", "complete");
        Assert.Equal(_served.Root.Read("jobs/ran/result.csv"), _served.Root.Read("jobs/waited/result.csv"));
    }

    [Fact]
    public async Task A_large_result_says_where_it_lies()
    {
        (await _served.PostAsync("/jobs?jobId=large", ServedRoot.Query("SELECT n, name, n * 1000000000000 AS m FROM dataset"))).Dispose();
        await _served.UntilAsync("large", "complete");
        var result = await _served.GetAsync("/jobs/large/result");
        Assert.Equal(("jobs/large/result.csv", false, 3_000), (result.GetProperty("path").GetString(), result.GetProperty("isInline").GetBoolean(), result.GetProperty("rows").GetInt32()));
        Assert.Equal(result.GetProperty("bytes").GetInt64(), (await _served.Http.GetByteArrayAsync("/files/jobs/large/result.csv")).Length);
    }

    [Fact]
    public async Task Many_requests_at_once_lose_nothing()
    {
        var started = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var answer = await _served.PostAsync($"/jobs?jobId=many-{i}", ServedRoot.Query("SELECT COUNT(*) AS n FROM dataset"));
            return answer.StatusCode;
        }));
        Assert.All(started, status => Assert.Equal(HttpStatusCode.Created, status));
        for (var i = 0; i < 100; i++)
            await _served.UntilAsync($"many-{i}", "complete");
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal("n\n3000\n", _served.Root.Read($"jobs/many-{i}/result.csv")));
    }

    [Fact]
    public async Task A_plan_and_the_datasets_are_shown_before_anything_runs()
    {
        using var answer = await _served.PostAsync("/plan", ServedRoot.Query(Sum, 1_000));
        var plan = await ServedRoot.ReadAsync(answer);
        Assert.Equal((1, true), (plan.GetProperty("files").GetInt32(), plan.GetProperty("blocks").GetInt32() > 10));
        Assert.Equal("""[{"path":"data.csv","bytes":""" + Encoding.UTF8.GetByteCount(_served.Root.Read("data.csv")) + "}]", (await _served.GetAsync("/datasets")).GetProperty("files").GetRawText());
        Assert.Empty((await _served.GetAsync("/jobs")).GetProperty("jobs").EnumerateArray());
    }
}
