using System.Net;
using Pipeline.Functions.Tests.Manifests;
using Pipeline.TestKit.Api;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// The API of the function behind API Gateway: the same cases as for the local server, and those that exist on AWS
/// only.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class JobsApiTests(Dynalite dynalite) : ApiCases, IClassFixture<Dynalite>, IAsyncLifetime
{
    private StackHarness _stack = null!;

    public async Task InitializeAsync() => _stack = await StackHarness.CreateAsync(dynalite);

    public async Task DisposeAsync() => await _stack.DisposeAsync();

    [Fact]
    public async Task A_job_on_AWS_reports_its_cost()
    {
        WriteData();
        await SendAsync("POST", "/jobs?jobId=expensive", Query(Sum, 1_000));
        var job = await UntilAsync("expensive", "complete");
        var blocks = job.GetProperty("progress").GetProperty("blocks").GetProperty("total").GetInt32();
        // Two transitions and three writes for each block, plus the work itself.
        Assert.InRange(job.GetProperty("costUsd").GetDecimal(), blocks * 0.00005m, blocks * 0.00007m + 0.01m);
    }

    [Fact]
    public async Task Bytes_that_are_not_valid_UTF8_arrive_unchanged()
    {
        File.WriteAllBytes(Path.Combine(_stack.Root, "data.csv"), [.. "name,n\n"u8, 0xE9, .. ",1\n"u8]);
        await SendAsync("POST", "/jobs?jobId=latin", Query("SELECT name, n FROM dataset"));
        await UntilAsync("latin", "complete");
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_stack.Root, "jobs/latin/result.csv")),
            (await SendAsync("GET", "/jobs/latin/result")).Body);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "ThrottlingException", 503)]
    [InlineData(HttpStatusCode.InternalServerError, "InternalFailure", 503)]
    [InlineData(HttpStatusCode.BadRequest, "AccessDeniedException", 500)]
    public async Task An_error_of_Step_Functions_is_a_server_error(HttpStatusCode status, string code, int expected)
    {
        _stack.StepFunctions.Fault = (status, code);
        var answer = await SendAsync("GET", "/jobs");
        Assert.Equal((expected, "application/problem+json"), (answer.Status, answer.Header("content-type")));
        Assert.Equal(expected == 503 ? "5" : null, answer.Header("retry-after"));
        Assert.DoesNotContain("AccessDenied", answer.Text, StringComparison.Ordinal);
        // The log has the details that the caller does not see.
        var line = _stack.Log[^1];
        Assert.Equal("GET /jobs", line.GetProperty("event").GetString());
        if (expected == 500)
            Assert.Equal(
                ("AmazonServiceException", "request: Injected by a test."),
                (line.GetProperty("error").GetString(), line.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_returns_a_problem_before_the_timeout()
    {
        _stack.Time = TimeSpan.Zero;
        Assert.Equal(503, (await SendAsync("GET", "/jobs")).Status);
    }

    protected override void Write(string name, string content) =>
        File.WriteAllText(Path.Combine(_stack.Root, name), content);

    protected override Task<TestResponse> SendAsync(
        string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        _stack.SendAsync(method, path, json, headers);
}
