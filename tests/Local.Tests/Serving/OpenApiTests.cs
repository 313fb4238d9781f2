using System.Reflection;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pipeline.Core.Api;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Node;

namespace Pipeline.Local.Tests.Serving;

/// <summary>The OpenAPI document is valid, and the API behaves as it says.</summary>
public sealed class OpenApiTests : IDisposable
{
    /// <summary>503 occurs only with DynamoDB; SQLite waits for its lock.</summary>
    private const string Exempt = "[503]";

    private const string Sum =
        """{ "type": "query", "sql": "SELECT name, SUM(n) AS total FROM dataset GROUP BY name" }""";

    private static readonly (string, string, string)[] WrongDocuments =
    [
        ("\"operationId\": \"listJobs\"", "\"operationId\": \"startJob\"", "startJob is not unique"),
        ("\"in\": \"path\"", "\"in\": \"paths\"", "/components/parameters/Id"),
        ("\"name\": \"id\"", "\"name\": \"job\"", "/jobs/{id}/blocks has the parameters {job}"),
        ("schemas/BlockPage\"", "schemas/BlockPages\"", "Can't resolve #/components/schemas/BlockPages"),
        (
            "\"maximum\": 10000\n",
            "\"maximun\": 10000\n",
            "/components/schemas/JobRequest: strict mode: unknown keyword: \"maximun\""),
        ("\"minimum\": 1, \"maximum\": 100, \"default\": 20", "\"minimum\": 1, \"maximum\": \"100\"", "maximum"),
        ("[67108864, \"64MiB\"]", "[67108864, \"64 M\"]", "/components/schemas/Size, example"),
    ];

    private static readonly (string, string, string)[] OtherDescriptions =
    [
        ("\"/jobs/{id}/blocks\"", "\"/jobs/{id}/block\"", "GET /jobs/csv/blocks 200: no such path"),
        (
            "\"map\": { \"$ref\"",
            "\"maps\": { \"$ref\"",
            "must NOT have unevaluated properties {\"unevaluatedProperty\":\"map\"}"),
        ("\"410\": {", "\"418\": {", "get /jobs/{id}/result 418: not met"),
        ("\"410\": {", "\"418\": {", "GET /jobs/csv/result 410: no such status of get"),
        (
            "\"post\": {\n        \"operationId\": \"redriveJob\"",
            "\"put\": {\n        \"operationId\": \"redriveJob\"",
            "PATCH /jobs/csv/redrive 405: allows POST"),
        ("\"text/csv\"", "\"text/tsv\"", "GET /jobs/csv/result 200: no such content type text/csv"),
        ("\"headers\": { \"Location\":", "\"headers\": { \"Locations\":", "no header Locations"),
        ("^[A-Z]+(, [A-Z]+)*$", "^[A-Z]+$", "PATCH /jobs 405: header Allow /"),
        ("\"failed\", \"stopped\"]", "\"failed\"]", "DELETE /jobs/stopped 202: /state"),
        ("\"bytesTotal\"", "\"totalBytes\"", "/progress must have required property 'totalBytes'"),
        ("\"pass\": {", "\"passes\": {", "must NOT have unevaluated properties {\"unevaluatedProperty\":\"pass\"}"),
        (
            "\"attempts\": [\"error\"]",
            "\"attempts\": [\"start\"]",
            "must have property start when property attempts is present"),
    ];

    private readonly CommandRoot _folder = new();
    private readonly ServedRoot _served = new();
    private readonly ResponseLog _log;

    public OpenApiTests() => _log = new ResponseLog(_served);

    public void Dispose()
    {
        _served.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_document_is_valid_and_errors_in_copies_are_found() =>
        OpenApi.AssertFound(WrongDocuments, NodeScript.Run(
            "tests/Local.Tests/Serving/document.mjs", OpenApi.Write(_folder, WrongDocuments)));

    [Fact]
    public void The_document_has_the_version_of_the_program()
    {
        // Not the assembly's own version, of which only the first number counts.
        var file = typeof(JobsApi).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!;
        var version = OpenApi.Json.GetProperty("info").GetProperty("version").GetString();
        Assert.Equal(Version.Parse(file.Version).ToString(3), version);
    }

    /// <summary>Windows runs no programs; that skips some requests, but no status.</summary>
    [Fact]
    public async Task Every_response_is_described_and_every_described_status_occurs()
    {
        _served.Root.Write(
            "data.csv", "name,n\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{"abc"[i % 3]},{i}\n")));
        _served.Root.Write(
            "bad.csv", "name,n\na,1\nb\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"c,{i}\n")));
        _served.Root.Write(
            "long.csv", "name,n\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{"abc"[i % 3]},{i}\n")));
        _served.Start("--allow-run");

        Assert.Equal(OpenApi.Text, await _log.SendAsync(200, "GET", "/openapi.json"));
        await StopAndRedriveAsync();
        await FailAsync();
        await CompleteAsync();
        await ListAsync();
        await RejectAsync();

        var responses = _folder.Write("responses.json", _log.Json);
        OpenApi.AssertFound(
            OtherDescriptions,
            NodeScript.Run(
                "tests/Local.Tests/Serving/responses.mjs",
                [responses, Exempt, .. OpenApi.Write(_folder, OtherDescriptions)]));
    }

    private async Task StopAndRedriveAsync()
    {
        foreach (var job in (string[])["long", "stopped"])
            await _log.SendAsync(201, "POST", $"/jobs?jobId={job}", Request("long.csv", Sum, "\"blockSize\": 1000"));
        await _log.SendAsync(200, "GET", "/jobs/stopped");
        await _log.SendAsync(200, "GET", "/jobs/stopped?map=true");
        await _log.UntilAsync("long", "processing");
        foreach (var view in (string[])["?map=true", "/blocks", "/blocks?limit=1000"])
            await _log.SendAsync(200, "GET", $"/jobs/long{view}");
        await _log.SendAsync(200, "GET", "/jobs");
        await _log.SendAsync(404, "GET", "/jobs/long/result");
        foreach (var job in (string[])["stopped", "long"])
            await _log.SendAsync(202, "DELETE", $"/jobs/{job}");
        await _log.SendAsync(409, "DELETE", "/jobs/stopped");
        await _log.SendAsync(202, "POST", "/jobs/stopped/redrive");
        await _log.SendAsync(202, "DELETE", "/jobs/stopped");
    }

    private async Task FailAsync()
    {
        await _log.SendAsync(201, "POST", "/jobs?jobId=late", Request("late.csv", Sum));
        await _log.UntilAsync("late", "failed");
        await _log.SendAsync(201, "POST", "/jobs?jobId=bad", Request("bad.csv", Sum, "\"blockSize\": 100"));
        await _log.UntilAsync("bad", "failed");
        await _log.SendAsync(201, "POST", "/jobs?jobId=skipped", Request("bad.csv", Sum, "\"onBadRecord\": \"skip\""));
        await _log.UntilAsync("skipped", "complete");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _served.Root.Write("tools/no-299", "#!/bin/sh\n! grep -q 299\n"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await _log.SendAsync(
                201,
                "POST",
                "/jobs?jobId=incomplete",
                Request(
                    "bad.csv",
                    """{ "type": "run", "program": "tools/no-299" }""",
                    "\"blockSize\": 100, \"onBadRecord\": \"skip\", \"tolerateFailedBlocks\": 1"));
            await _log.UntilAsync("incomplete", "incomplete");
            await _log.SendAsync(200, "GET", "/jobs/incomplete/result");
            Assert.Contains("\"attempts\":1", await _log.SendAsync(
                200, "GET", "/jobs/incomplete/blocks"), StringComparison.Ordinal);
        }
        foreach (var view in (string[])["?map=true", "/blocks?limit=2", "/blocks?limit=2&next=2"])
            await _log.SendAsync(200, "GET", $"/jobs/bad{view}");
    }

    private async Task CompleteAsync()
    {
        const string Logistic =
            """{ "type": "train", "model": "m", "kind": "logistic", "label": "name", "features": ["n"] }""";
        const string Large = """{ "type": "query", "sql": "SELECT n, name, n * 1000000000000 AS m FROM dataset" }""";
        (string, string, string)[] jobs =
        [
            ("csv", Sum, "csv"), ("json", Sum, "json"), ("jsonl", Sum, "jsonl"), ("large", Large, "csv"),
            ("profile", """{ "type": "profile" }""", "csv"), ("train", Logistic, "csv"),
        ];
        foreach (var (job, operation, output) in jobs)
        {
            await _log.SendAsync(
                201, "POST", $"/jobs?jobId={job}", Request("data.csv", operation, $"\"output\": \"{output}\""));
            await _log.UntilAsync(job, "complete");
            foreach (var view in (string[])["/result", "/blocks", "?map=true"])
                await _log.SendAsync(200, "GET", $"/jobs/{job}{view}");
        }
        await _log.SendAsync(409, "DELETE", "/jobs/csv");
        await _log.SendAsync(409, "POST", "/jobs/csv/redrive");
        ForgetResult("csv");
        await _log.SendAsync(410, "GET", "/jobs/csv/result");
    }

    private async Task ListAsync()
    {
        var page = JsonElement.Parse(await _log.SendAsync(200, "GET", "/jobs?limit=5"));
        await _log.SendAsync(
            200, "GET", $"/jobs?limit=100&next={Uri.EscapeDataString(page.GetProperty("next").GetString()!)}");
    }

    private async Task RejectAsync()
    {
        var request = Request("data.csv", Sum);
        (string, string) key = ("Idempotency-Key", "order-42");
        await _log.SendAsync(201, "POST", "/jobs", request, key);
        await _log.SendAsync(200, "POST", "/jobs", request, key);
        await _log.SendAsync(409, "POST", "/jobs", Request("bad.csv", Sum), key);
        await _log.SendAsync(201, "POST", "/jobs", "\uFEFF" + request);
        await _log.SendAsync(400, "POST", "/jobs", request, ("Idempotency-Key", new string('k', 257)));
        await _log.SendAsync(400, "POST", "/jobs?jobId=%20", request);
        const string Misspelled = """{ "dataset": 1, "operation": { "type": "qury" }, "outptu": "csv" }""";
        foreach (var wrong in (string[])["", "[]", "{}", Misspelled])
            await _log.SendAsync(400, "POST", "/jobs", wrong);
        await _log.SendAsync(413, "POST", "/jobs", new string(' ', 300_000));
        await _log.SendAsync(415, "POST", "/jobs", request, ("Content-Type", "text/plain"));
        string[] invalid =
        [
            "/jobs?limit=0", "/jobs/csv?map=1", "/jobs?next=!", "/jobs/csv/blocks?limit=1001",
            "/jobs/csv/blocks?next=-1",
        ];
        foreach (var path in invalid)
            await _log.SendAsync(400, "GET", path);
        foreach (var (method, path) in Operations())
        {
            await _log.SendAsync(
                421, method, path.Replace("{id}", "csv", StringComparison.Ordinal), null, ("Host", "example.com"));
            await _log.SendAsync(405, "PATCH", path.Replace("{id}", "csv", StringComparison.Ordinal));
            if (method is "POST" or "DELETE")
                await _log.SendAsync(403, method, path.Replace(
                    "{id}", "csv", StringComparison.Ordinal), null, ("Origin", "http://example.com"));
            if (!path.Contains("{id}", StringComparison.Ordinal)) continue;
            await _log.SendAsync(404, method, path.Replace("{id}", "no-such-job", StringComparison.Ordinal));
            await _log.SendAsync(400, method, path.Replace("{id}", "no.id", StringComparison.Ordinal));
        }
    }

    /// <summary>As if a version that did not store small results had run the job.</summary>
    private void ForgetResult(string job)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_served.Root.Path, "jobs", "manifests.db")};Pooling=False");
        connection.Open();
        using var delete = connection.CreateCommand();
        delete.CommandText = "DELETE FROM results WHERE job_id = $job";
        delete.Parameters.AddWithValue("$job", job);
        Assert.Equal(1, delete.ExecuteNonQuery());
    }

    private static IEnumerable<(string Method, string Path)> Operations() =>
        from path in OpenApi.Json.GetProperty("paths").EnumerateObject()
        from member in path.Value.EnumerateObject()
        where member.Name != "parameters"
        select (member.Name.ToUpperInvariant(), path.Name);

    private static string Request(string dataset, string operation, string settings = "\"output\": \"csv\"") =>
        $$"""{ "dataset": "{{dataset}}", "operation": {{operation}}, {{settings}} }""";
}
