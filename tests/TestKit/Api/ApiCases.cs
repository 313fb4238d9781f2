using System.Text.Json;

namespace Pipeline.TestKit.Api;

/// <summary>
/// The behavior of the jobs API, for both implementations: the local server, and the function behind API Gateway.
/// </summary>
public abstract class ApiCases : ApiTestBase
{
    [Fact]
    public async Task A_job_is_started_followed_and_its_result_read()
    {
        WriteData();
        var started = await SendAsync("POST", "/jobs?jobId=sums", Query(Sum, 1_000));
        Assert.Equal((201, "/jobs/sums"), (started.Status, started.Header("location")));
        var job = await UntilAsync("sums", "complete");
        var progress = job.GetProperty("progress");
        var total = progress.GetProperty("blocks").GetProperty("total").GetInt32();
        Assert.Equal((total, 0, 0), Blocks(progress.GetProperty("blocks"), "done", "waiting", "running"));
        Assert.Equal(
            (3_000, 0), (progress.GetProperty("records").GetInt32(), progress.GetProperty("rejected").GetInt32()));
        Assert.Equal(progress.GetProperty("bytesTotal").GetInt64(), progress.GetProperty("bytes").GetInt64());
        Assert.Equal("data.csv", job.GetProperty("request").GetProperty("dataset").GetString());

        var result = await SendAsync("GET", "/jobs/sums/result");
        Assert.Equal((200, "text/csv; charset=utf-8; header=present"), (result.Status, result.Header("content-type")));
        Assert.Equal("name,total\na,1498500\nb,1499500\nc,1500500\n", result.Text);

        var page = (await SendAsync("GET", "/jobs/sums/blocks?limit=3&next=2")).Json;
        Assert.Equal(
            [2, 3, 4],
            page.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("number").GetInt32()));
        Assert.Equal("5", page.GetProperty("next").GetString());
        var map = (await SendAsync("GET", "/jobs/sums?map=true")).Json.GetProperty("map");
        Assert.Equal(new string('d', total), map.GetProperty("blocks").GetString());
        Assert.Equal(5, map.GetProperty("slowest").GetArrayLength());
    }

    [Theory]
    [InlineData("/jobs?jobId=one", null)]
    [InlineData("/jobs", "order-42")]
    public async Task Repeating_a_start_does_not_start_a_second_job(string path, string? key)
    {
        WriteData();
        (string, string)[] headers = key is null ? [] : [("idempotency-key", key)];
        var first = await SendAsync("POST", path, Query(Sum), headers);
        var id = first.Json.GetProperty("jobId").GetString()!;
        Assert.Equal((201, $"/jobs/{id}"), (first.Status, first.Header("location")));
        await RepeatAsync();
        await UntilAsync(id, "complete");
        // Also after it has ended.
        await RepeatAsync();
        Assert.Equal(1, (await SendAsync("GET", "/jobs")).Json.GetProperty("jobs").GetArrayLength());

        async Task RepeatAsync()
        {
            var second = await SendAsync("POST", path, Query(Sum), headers);
            Assert.Equal((200, $"/jobs/{id}"), (second.Status, second.Header("location")));
            var other = await SendAsync("POST", path, Query("SELECT COUNT(*) FROM dataset"), headers);
            AssertProblem(other, 409, "with another request: they differ in operation");
        }
    }

    [Fact]
    public async Task Jobs_are_listed_page_by_page_most_recent_first()
    {
        WriteData();
        foreach (var name in (string[])["first", "second", "third"])
        {
            await SendAsync("POST", $"/jobs?jobId={name}", Query(Sum));
            await UntilAsync(name, "complete");
        }
        var found = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = (await SendAsync(
                "GET", $"/jobs?limit=2{(next is null ? "" : $"&next={Uri.EscapeDataString(next)}")}")).Json;
            found.AddRange(page.GetProperty("jobs").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(["third", "second", "first"], found.Select(job => job.GetProperty("jobId").GetString()));
        Assert.All(
            found,
            job => Assert.Equal(
                ("complete", 3),
                (job.GetProperty("state").GetString(), job.GetProperty("result").GetProperty("rows").GetInt32())));
    }

    [Theory]
    [InlineData(
        """{"dataset": 1, "operation": {"type": "query", "sql": "SELEC 1"}, "outptu": "csv"}""",
        "dataset",
        "operation.sql",
        "outptu")]
    [InlineData(
        """{"dataset": "../a", "operation": {"type": "train", "kind": "linear"}}""",
        "dataset",
        "operation.label",
        "operation.model")]
    [InlineData("""{"dataset": "a", "operation": {"type": "qury"}}""", "operation.type")]
    [InlineData("""{"dataset": "a", "operation": {"type": "query", "sql": "SELEC 1"}}""", "operation.sql")]
    [InlineData("{", "request")]
    public async Task All_validation_errors_are_returned_and_no_job_starts(string request, params string[] fields)
    {
        var response = await SendAsync("POST", "/jobs", request);
        AssertProblem(response, 400, "");
        Assert.Equal(
            fields,
            response.Json.GetProperty("errors").EnumerateArray()
                .Select(error => error.GetProperty("field").GetString()).Order());
        Assert.Empty((await SendAsync("GET", "/jobs")).Json.GetProperty("jobs").EnumerateArray());
    }

    [Fact]
    public async Task Errors_in_the_id_and_in_the_request_are_returned_together()
    {
        var response = await SendAsync(
            "POST",
            "/jobs?jobId=bad%20id",
            """{ "dataset": 5, "operation": { "type": "query", "sql": "SELECT COUNT(*) FROM dataset" } }""");
        AssertProblem(response, 400, "");
        Assert.Equal(
            ["dataset", "jobId"],
            response.Json.GetProperty("errors").EnumerateArray()
                .Select(error => error.GetProperty("field").GetString()).Order());
    }

    [Fact]
    public async Task A_failed_job_says_why_and_can_be_redriven_once_the_cause_is_fixed()
    {
        var operation = new { type = "query", sql = "SELECT COUNT(*) AS n FROM dataset" };
        var request = JsonSerializer.Serialize(new { dataset = "late.csv", operation });
        await SendAsync("POST", "/jobs?jobId=late", request);
        var failed = await UntilAsync("late", "failed");
        Assert.Equal("DatasetUnavailableException", failed.GetProperty("error").GetString());
        Assert.Contains("late.csv", failed.GetProperty("cause").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("errorMessage", failed.GetProperty("cause").GetString(), StringComparison.Ordinal);
        AssertProblem(await SendAsync("GET", "/jobs/late/result"), 404, "Job late has no result: its state is failed.");
        Assert.Empty((await SendAsync("GET", "/jobs/late/blocks")).Json.GetProperty("blocks").EnumerateArray());
        Assert.Equal(
            "",
            (await SendAsync("GET", "/jobs/late?map=true")).Json.GetProperty("map").GetProperty("blocks").GetString());

        Write("late.csv", "x\n1\n2\n");
        Assert.Equal(202, (await SendAsync("POST", "/jobs/late/redrive")).Status);
        Assert.Equal(1, (await UntilAsync("late", "complete")).GetProperty("redrives").GetInt32());
        Assert.Equal("n\n2\n", (await SendAsync("GET", "/jobs/late/result")).Text);
        AssertProblem(await SendAsync("POST", "/jobs/late/redrive"), 409, "late");
    }

    [Fact]
    public async Task A_job_can_be_stopped_only_once_and_keeps_its_blocks()
    {
        WriteData(records: 200_000);
        await SendAsync("POST", "/jobs?jobId=long", Query(Sum, 1_000));
        await UntilAsync("long", "processing");
        var stopped = await SendAsync("DELETE", "/jobs/long");
        Assert.Equal((202, "stopped"), (stopped.Status, stopped.Json.GetProperty("state").GetString()));
        AssertProblem(await SendAsync("DELETE", "/jobs/long"), 409, "has already ended");
        var blocks = (await SendAsync("GET", "/jobs/long")).Json.GetProperty("progress").GetProperty("blocks");
        Assert.Equal(0, blocks.GetProperty("running").GetInt32());
        Assert.InRange(blocks.GetProperty("waiting").GetInt32(), 1, blocks.GetProperty("total").GetInt32());

        // Finished blocks are kept.
        Assert.Equal(202, (await SendAsync("POST", "/jobs/long/redrive")).Status);
        await UntilAsync("long", "complete");
        Assert.Equal(
            "name,total\na,6666633333\nb,6666700000\nc,6666566667\n",
            (await SendAsync("GET", "/jobs/long/result")).Text);
    }

    [Fact]
    public async Task A_large_result_is_described_instead()
    {
        WriteData();
        await SendAsync("POST", "/jobs?jobId=large", Query("SELECT n, name, n * 1000000000000 AS m FROM dataset"));
        await UntilAsync("large", "complete");
        var response = await SendAsync("GET", "/jobs/large/result");
        Assert.Equal((200, "application/json"), (response.Status, response.Header("content-type")));
        var result = response.Json;
        Assert.Equal(
            ("jobs/large/result.csv", false, 3_000),
            (
                result.GetProperty("path").GetString(),
                result.GetProperty("isInline").GetBoolean(),
                result.GetProperty("rows").GetInt32()));
    }

    [Fact]
    public async Task Results_in_other_formats_have_their_content_type()
    {
        WriteData();
        (string, string)[] types = [("json", "application/json"), ("jsonl", "application/jsonl")];
        foreach (var (output, type) in types)
        {
            var operation = new { type = "query", sql = "SELECT COUNT(*) AS n FROM dataset" };
            var request = JsonSerializer.Serialize(new { dataset = "data.csv", operation, output });
            await SendAsync("POST", $"/jobs?jobId={output}", request);
            await UntilAsync(output, "complete");
            var response = await SendAsync("GET", $"/jobs/{output}/result");
            Assert.Equal(type, response.Header("content-type"));
            Assert.Contains("3000", response.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PUT", "/jobs", 405, "GET, POST")]
    [InlineData("POST", "/jobs/x", 405, "GET, DELETE")]
    [InlineData("GET", "/jobs/x/redrive", 405, "POST")]
    [InlineData("DELETE", "/jobs/x/blocks", 405, "GET")]
    [InlineData("GET", "/jobs/no-such-job", 404, null)]
    [InlineData("GET", "/jobs/no-such-job/blocks", 404, null)]
    [InlineData("GET", "/jobs/no-such-job?map=true", 404, null)]
    [InlineData("GET", "/jobs/x?map=yes", 400, null)]
    [InlineData("GET", "/jobs/no-such-job/result", 404, null)]
    [InlineData("DELETE", "/jobs/no-such-job", 404, null)]
    [InlineData("POST", "/jobs/no-such-job/redrive", 404, null)]
    [InlineData("GET", "/jobs/x/y/z", 404, null)]
    [InlineData("GET", "/jobs/a%2Fb", 400, null)]
    [InlineData("GET", "/jobs/..%2f..%2fetc", 400, null)]
    [InlineData("GET", "/jobs?limit=0", 400, null)]
    [InlineData("GET", "/jobs?limit=101", 400, null)]
    [InlineData("GET", "/jobs?limit=5&limit=many", 400, null)]
    [InlineData("GET", "/jobs?next=!", 400, null)]
    public async Task Invalid_paths_and_methods_return_problems(string method, string path, int status, string? allow)
    {
        var response = await SendAsync(method, path, method is "POST" or "PUT" ? "{}" : null);
        AssertProblem(response, status, "");
        Assert.Equal(allow, response.Header("allow"));
    }

    [Fact]
    public async Task Bodies_of_another_type_or_too_large_are_rejected()
    {
        AssertProblem(await SendAsync("POST", "/jobs", Query(Sum), ("content-type", "text/plain")), 415, "text/plain");
        AssertProblem(await SendAsync("POST", "/jobs", new string(' ', 300_000)), 413, "255 KiB");
        AssertProblem(await SendAsync("POST", "/jobs?jobId=a.b", Query(Sum)), 400, "jobId");
        AssertProblem(await SendAsync(
            "POST", "/jobs", Query(Sum), ("idempotency-key", new string('k', 257))), 400, "Idempotency-Key");
        Assert.Empty((await SendAsync("GET", "/jobs")).Json.GetProperty("jobs").EnumerateArray());
    }

    private static (int, int, int) Blocks(JsonElement blocks, string first, string second, string third) => (
        blocks.GetProperty(first).GetInt32(),
        blocks.GetProperty(second).GetInt32(),
        blocks.GetProperty(third).GetInt32());
}
