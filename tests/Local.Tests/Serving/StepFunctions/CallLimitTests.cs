using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>Limits, content types and origins of calls.</summary>
[Trait("Speed", "Slow")]
public sealed class CallLimitTests : IDisposable
{
    private const string Arn = StatesServer.Machine;
    private const string Execution = "arn:aws:states:us-east-1:000000000000:execution:pipeline:";

    private readonly StatesServer _states = new();

    public CallLimitTests() => _states.Served.Start();

    public void Dispose() => _states.Dispose();

    [Fact]
    public async Task A_string_longer_than_the_limit_of_AWS_is_rejected()
    {
        await _states.StartAsync("late", "{}");
        foreach (var (operation, parameters) in new (string, Dictionary<string, string>)[]
        {
            ("StartExecution", new() { ["stateMachineArn"] = Arn, ["name"] = new string('x', 81) }),
            ("StopExecution", new() { ["executionArn"] = $"{Execution}late", ["error"] = new string('x', 257) }),
            ("StopExecution", new() { ["executionArn"] = $"{Execution}late", ["cause"] = new string('x', 32_769) }),
            (
                "RedriveExecution",
                new() { ["executionArn"] = $"{Execution}late", ["clientToken"] = new string('x', 65) }),
        })
        {
            Assert.Contains(" characters; found ", await _states.RejectedAsync(
                "ValidationException", operation, parameters), StringComparison.Ordinal);
        }
        await _states.RejectedAsync(
            "InvalidArn", "DescribeExecution", new { executionArn = $"{Execution}{new string('x', 300)}" });
    }

    [Fact]
    public async Task An_input_may_have_256_KiB_before_escaping()
    {
        string Input(int bytes) =>
            $"[{string.Join(",", Enumerable.Repeat("\"\"", (bytes - 1) / 3))}{new string(' ', (bytes - 1) % 3)}]"[..^1]
                .PadRight(bytes - 1) + "]";
        Assert.Equal(256 * 1024, Encoding.UTF8.GetByteCount(Input(256 * 1024)));
        string Body(string name, string input) => JsonSerializer.Serialize(
            new { stateMachineArn = Arn, name, input }, Relaxed);
        Assert.Equal(
            HttpStatusCode.OK, (await _states.SendAsync("StartExecution", Body("just", Input(256 * 1024)))).Status);
        var message = await _states.RejectedAsync(
            "InvalidExecutionInput", "StartExecution", Body("over", Input(256 * 1024 + 1)));
        Assert.Contains("Expected at most 262144 bytes; found 262145", message, StringComparison.Ordinal);
        await _states.RejectedAsync(
            "InvalidExecutionInput", "StartExecution", Body("over", $"\"{new string('é', 150_000)}\""));
        var (status, body) = await _states.SendAsync("StartExecution", new string(' ', 1024 * 1024 + 1));
        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException"),
            (status, body.GetProperty("__type").GetString()));
        Assert.Equal(["just"], await _states.ListAsync(new { stateMachineArn = Arn }));
    }

    [Fact]
    public async Task A_job_that_another_process_runs_cannot_be_stopped()
    {
        var root = _states.Served.Root;
        root.Write("data.csv", "n\n" + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i}\n")));
        using var run = root.Start("run", root.Write(
            "r.json", ServedRoot.Query("SELECT SUM(n) AS n FROM dataset", 500)), "--job", "elsewhere");
        for (var since = System.Diagnostics.Stopwatch.StartNew(); !(
            await _states.ListAsync(new { stateMachineArn = Arn })).Contains("elsewhere");)
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(10) && !run.HasEnded);
        run.Kill();
        Assert.Contains(
            "was not started by this server",
            await _states.RejectedAsync(
                "ValidationException", "StopExecution", new { executionArn = $"{Execution}elsewhere" }),
            StringComparison.Ordinal);
        await _states.RejectedAsync(
            "ExecutionNotRedrivable", "RedriveExecution", new { executionArn = $"{Execution}elsewhere" });
    }

    [Theory]
    [InlineData("text/plain", 400)]
    [InlineData("application/x-amz-json-1.1", 400)]
    [InlineData("application/x-amz-json-1.0; charset=utf-8", 200)]
    public async Task A_call_must_have_the_content_type_of_the_protocol(string type, int expected)
    {
        using var request = StatesServer.Request("{}", type, ("X-Amz-Target", "AWSStepFunctions.ListStateMachines"));
        using var response = await _states.Served.Http.SendAsync(request);
        Assert.Equal(expected, (int)response.StatusCode);
        if (expected == 400)
            Assert.Equal(
                "UnknownOperationException", (await ServedRoot.ReadAsync(response)).GetProperty("__type").GetString());
    }

    [Theory]
    [InlineData("Origin", "http://example.com", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Host", "example.com", 421)]
    public async Task A_page_of_another_site_cannot_make_calls(string header, string value, int expected)
    {
        using var request = StatesServer.Request(
            JsonSerializer.Serialize(new { stateMachineArn = Arn }),
            "application/x-amz-json-1.0",
            ("X-Amz-Target", "AWSStepFunctions.StartExecution"),
            (header, value));
        using var response = await _states.Served.Http.SendAsync(request);
        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Empty(await _states.ListAsync(new { stateMachineArn = Arn }));
    }

    private static JsonSerializerOptions Relaxed { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
