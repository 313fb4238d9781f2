using System.Net;
using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;
using Pipeline.TestKit;
using Pipeline.TestKit.Guides;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Node;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Local.Tests.Serving;

/// <summary>The schema accepts and rejects the same requests as the program.</summary>
public sealed class OpenApiRequestTests : IDisposable
{
    private const string Minimal = """ "dataset": "a.csv", "operation": { "type": "profile" } """;

    private static readonly string[] Valid =
    [
        """ "blockSize": 7 """, """ "blockSize": "7" """, """ "blockSize": " 1.5 gb " """,
        """ "blockSize": "64MiB" """, """ "blockSize": "128kib" """,
        """ "maxConcurrency": 1, "onBadRecord": "skip", "tolerateFailedBlocks": 2147483647, "output": "jsonl" """,
        """ "scheduledTime": "1970-01-01T00:00Z" """, """ "scheduledTime": "2026-11-26T04:00:00.1234567+01:00" """,
        """ "scheduledTime": "9899-12-31T23:59:59+14:00" """,
        """ "timeZone": "Europe/Berlin" """, """ "timeZone": "Etc/GMT+5" """, """ "timeZone": "UTC" """,
        """ "format": {} """, """ "format": { "type": "jsonl", "types": { "t": "number" } } """,
        """ "format": { "delimiter": "tab", "quote": "", "header": true } """,
        """ "format": { "delimiter": "\t", "quote": "'" } """, """ "format": { "delimiter": "\u0000" } """,
        """ "format": { "columns": ["a", "b"], "types": { "b": "boolean" } } """,
    ];

    private static readonly string[] Invalid =
    [
        """ "formt": {} """, """ "format": { "delimeter": "," } """, """ "format": null """, """ "format": [] """,
        """ "blockSize": 0 """, """ "blockSize": 1.5 """, """ "blockSize": "0KiB" """, """ "blockSize": "64M" """,
        """ "blockSize": "1 iB" """, """ "blockSize": "." """, """ "blockSize": "1.5.1 MB" """,
        """ "blockSize": "" """, """ "blockSize": null """,
        """ "maxConcurrency": 0 """, """ "maxConcurrency": 10001 """, """ "maxConcurrency": "8" """,
        """ "tolerateFailedBlocks": -1 """, """ "tolerateFailedBlocks": 2147483648 """,
        """ "onBadRecord": "ignore" """, """ "output": "parquet" """,
        """ "scheduledTime": "2026-11-26" """, """ "scheduledTime": "1969-12-31T23:59:59Z" """,
        """ "scheduledTime": "2026-13-01T00:00:00Z" """, """ "scheduledTime": "2026-11-26T24:00:00Z" """,
        """ "scheduledTime": "2026-11-26T03:00:00" """, """ "scheduledTime": "2026-11-26 03:00:00Z" """,
        """ "scheduledTime": "2026-11-26T03:00:00.12345678Z" """,
        """ "scheduledTime": "2026-11-26T03:00:00+15:00" """, """ "scheduledTime": 1764126000 """,
        """ "timeZone": "localtime" """, """ "timeZone": "../etc" """, """ "timeZone": "" """, """ "timeZone": 1 """,
        """ "format": { "delimiter": ";;" } """, """ "format": { "delimiter": "" } """,
        """ "format": { "delimiter": "§" } """, """ "format": { "delimiter": "\n" } """,
        """ "format": { "delimiter": "Tab" } """,
        """ "format": { "quote": "\r" } """, """ "format": { "quote": "''" } """,
        """ "format": { "type": "cvs" } """, """ "format": { "header": "yes" } """,
        """ "format": { "columns": [] } """, """ "format": { "columns": ["a", "a"] } """,
        """ "format": { "columns": [""] } """, """ "format": { "types": { "t": "numbr" } } """,
        """ "format": { "type": "jsonl", "header": false } """, """ "format": { "type": "jsonl", "quote": "'" } """,
    ];

    private static readonly string[] ValidPaths =
    [
        "weather/2026-*.csv", "a b", "{", "{a}", "{dates}", "{date_x}", "}{date:yyyy}",
        "sales/{date-1d:yyyy-MM-dd}/{date+9999h:HH:mm}.csv", "{date:yyyyMMdd HHmm}", "{date:-yyyy}", "x/{date:MM}{",
    ];

    private static readonly string[] InvalidPaths =
    [
        "", " \t", "{date}", "{DATE:yyyy}", "{date:}", "{date:-}", "{date:YYYY}", "{date:yyy}", "{date:yyyyy}",
        "{date:mm}", "{date:yyyy-MM-dd-mm}", "{date-1:yyyy}", "{date-1w:yyyy}", "{date-12345d:yyyy}", "{date:yyyy",
        "{date:yyyy,MM}", "a/{date:yyyy}/{date:nn}",
    ];

    private readonly CommandRoot _folder = new();
    private readonly ServedRoot _served = new();

    public void Dispose()
    {
        _served.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Example_requests_are_valid()
    {
        var examples = OpenApi.Json
            .GetProperty("paths")
            .GetProperty("/jobs")
            .GetProperty("post")
            .GetProperty("requestBody")
            .GetProperty("content")
            .GetProperty("application/json")
            .GetProperty("examples");
        string[] shown =
        [
            .. Guide.All().SelectMany(guide => guide.Examples)
                .Where(example => example.Language == "json")
                .Select(example => example.Text)
                .Where(text => text.Contains("\"dataset\"", StringComparison.Ordinal)),
            .. examples.EnumerateObject().Select(example => example.Value.GetProperty("value").GetRawText()),
            ServedRoot.Query("SELECT COUNT(*) FROM dataset"),
        ];
        Assert.InRange(shown.Length, 10, 100);
        AssertSame([.. shown.Select(request => (request, true))]);
    }

    [Fact]
    public void Fields_are_validated_as_described() => AssertSame(
    [
        .. Valid.Select(setting => ($$"""{ {{Minimal}}, {{setting}} }""", true)),
        .. Invalid.Select(setting => ($$"""{ {{Minimal}}, {{setting}} }""", false)),
        .. ValidPaths.Select(path => (
            $$"""{ "dataset": {{JsonSerializer.Serialize(path)}}, "operation": { "type": "profile" } }""", true)),
        .. InvalidPaths.Select(path => (
            $$"""{ "dataset": ["a", {{JsonSerializer.Serialize(path)}}], "operation": { "type": "profile" } }""",
            false)),
        .. ((string[])["[]", "{}", """{ "dataset": "a" }""", """{ "operation": { "type": "profile" } }""",
            """{ "dataset": [], "operation": { "type": "profile" } }""",
            """{ "dataset": [1], "operation": { "type": "profile" } }""",
            """{ "dataset": "a", "operation": "profile" }""", """{ "dataset": "a", "operation": {} }""",
            """{ "dataset": "a", "operation": { "type": 1 } }"""])
            .Select(request => (request, false)),
    ]);

    /// <summary>The settings of operations are validated when a job is planned.</summary>
    [Theory]
    [InlineData("query", """ "sql": "SELECT COUNT(*) FROM dataset" """,
        """ "sql": "SELECT 1 FROM dataset", "sqll": "" """, """ "sql": "" """, """ "sql": 1 """,
        """ "columns": ["n"] """, " ")]
    [InlineData("profile", """ "top": 1, "columns": ["n"] """,
        """ "top": 0 """, """ "top": 101 """, """ "columns": [] """, """ "columns": ["n", "n"] """,
        """ "columns": "n" """, """ "columns": [1] """, """ "tops": 1 """)]
    [InlineData("train",
        """ "model": "m", "kind": "linear", "label": "n", "features": ["m"], "ridge": 0, """
            + """ "heldOut": 0.9, "categories": 1000, "missing": "drop", "from": null, """
            + """ "publish": "always", "tolerance": 1 """,
        """ "model": "m", "kind": "linear" """, """ "model": "m", "label": "n" """,
        """ "kind": "linear", "label": "n" """, """ "model": "a/b", "kind": "linear", "label": "n" """,
        """ "model": "m", "kind": "forest", "label": "n" """,
        """ "model": "m", "kind": "linear", "label": 1 """,
        """ "model": "m", "kind": "linear", "label": "n", "features": [] """,
        """ "model": "m", "kind": "linear", "label": "n", "features": ["m", "m"] """,
        """ "model": "m", "kind": "linear", "label": "n", "ridge": -1 """,
        """ "model": "m", "kind": "linear", "label": "n", "ridge": 1e13 """,
        """ "model": "m", "kind": "linear", "label": "n", "heldOut": 0.91 """,
        """ "model": "m", "kind": "linear", "label": "n", "categories": 0 """,
        """ "model": "m", "kind": "linear", "label": "n", "missing": "skip" """,
        """ "model": "m", "kind": "linear", "label": "n", "from": "" """,
        """ "model": "m", "kind": "linear", "label": "n", "publish": "if_not_worse" """,
        """ "model": "m", "kind": "linear", "label": "n", "tolerance": 2 """,
        """ "model": "m", "kind": "linear", "label": "n", "tolerance": null """)]
    [InlineData("evaluate",
        """ "model": "models/iris.onnx", "kind": "classification", "label": "name", "groupBy": "name", """
            + """ "softmax": false, "worst": 0, "predictions": true, "batch": 3, """
            + """ "inputs": { "float_input": ["n", "m"] }, "classes": ["a", "b", "c"] """,
        """ "label": "name" """, """ "model": "models/iris.onnx" """, """ "model": 1, "label": "name" """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a"] """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "b"] """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], "worst": 1001 """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], "batch": 0 """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], "kind": "linear" """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], """
            + """ "inputs": { "float_input": [] } """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], "inputs": ["n", "m"] """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], """
            + """ "inputs": { "float_input": 1 } """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], "softmax": "no" """,
        """ "model": "models/iris.onnx", "label": "name", "classes": ["a", "b", "c"], "softmaxx": true """)]
    [InlineData("count", null, " ")]
    public Task Settings_are_validated_as_described(string operation, string? valid, params string[] invalid) =>
        AssertValidatedAsync(operation, valid, invalid);

    [OnUnixTheory]
    [InlineData("run",
        """ "program": "tools/cat", "arguments": ["-l", ""], "merge": { "program": "tools/cat", "arguments": [] }, """
            + """ "timeLimit": 86400, "memoryLimit": "1MiB", "outputLimit": 1, "header": true, """
            + """ "environment": { "_A1": "x" } """,
        " ", """ "program": 1 """, """ "program": "tools/cat", "arguments": "-l" """,
        """ "program": "tools/cat", "arguments": [1] """, """ "program": "tools/cat", "arguments": ["\u0000"] """,
        """ "program": "tools/cat", "merge": "add" """, """ "program": "tools/cat", "merge": {} """,
        """ "program": "tools/cat", "merge": { "program": "tools/cat", "x": 1 } """,
        """ "program": "tools/cat", "timeLimit": 0 """, """ "program": "tools/cat", "timeLimit": 86401 """,
        """ "program": "tools/cat", "memoryLimit": "much" """, """ "program": "tools/cat", "outputLimit": 0 """,
        """ "program": "tools/cat", "header": "yes" """,
        """ "program": "tools/cat", "environment": { "1A": "x" } """,
        """ "program": "tools/cat", "environment": { "PIPELINE_JOB": "x" } """,
        """ "program": "tools/cat", "environment": { "A": 1 } """,
        """ "program": "tools/cat", "environment": { "A": "\u0000" } """)]
    public Task Settings_of_programs_are_validated_as_described(
        string operation,
        string? valid,
        params string[] invalid) => AssertValidatedAsync(operation, valid, invalid);

    private async Task AssertValidatedAsync(string operation, string? valid, string[] invalid)
    {
        _served.Root.Write("data.csv", "name,n,m\na,1,2\nb,2,1\n");
        Directory.CreateDirectory(Path.Combine(_served.Root.Path, "models"));
        var model = Path.Combine(_served.Root.Path, "models", "iris.onnx");
        File.Copy(RepositoryFiles.Path("tests/data/models/logreg_iris.onnx"), model);
        var tool = _served.Root.Write("tools/cat", "#!/bin/sh\ncat\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _served.Start("--allow-run");

        var requests = new List<(string, bool)>();
        var cases = invalid.Select(settings => (settings, false));
        foreach (var (settings, isValid) in valid is null ? cases : cases.Append((valid, true)))
        {
            var separator = string.IsNullOrWhiteSpace(settings) ? "" : ",";
            var request =
                $$"""{ "dataset": "data.csv", "operation": { "type": "{{operation}}"{{separator}}{{settings}} } }""";
            using var response = await _served.PostAsync("/plan", request);
            Assert.True(
                response.StatusCode == (isValid ? HttpStatusCode.OK : HttpStatusCode.BadRequest),
                $"{request}: {await response.Content.ReadAsStringAsync()}");
            requests.Add((request, isValid));
        }
        AssertSchema(requests);
    }

    private void AssertSame(IReadOnlyList<(string Json, bool IsValid)> requests)
    {
        Assert.All(requests, request =>
        {
            if (request.IsValid)
                JobRequestReader.Read(request.Json);
            else
                Assert.Throws<InvalidRequestException>(() => JobRequestReader.Read(request.Json));
        });
        AssertSchema(requests);
    }

    private void AssertSchema(IReadOnlyList<(string Json, bool IsValid)> requests)
    {
        var file = _folder.Write("requests.json", $"[{string.Join(",", requests.Select(request => request.Json))}]");
        var findings = NodeScript.Run("tests/Local.Tests/Serving/requests.mjs", [.. OpenApi.Write(_folder), file]);
        Assert.Equal(requests.Count, findings.Length);
        Assert.All(requests.Zip(findings), pair => Assert.True(
            pair.First.IsValid == (pair.Second.Length == 0), $"{pair.First.Json}: {string.Join("; ", pair.Second)}"));
    }
}
