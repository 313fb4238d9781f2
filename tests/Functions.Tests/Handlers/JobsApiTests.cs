using System.Net;
using Pipeline.EndToEnd.Tests.Serving;
using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>The API of the function behind API Gateway: the cases of the local server, and what there is on AWS alone.</summary>
public sealed class JobsApiTests(Dynalite dynalite) : ApiCases, IClassFixture<Dynalite>, IAsyncLifetime
{
    private StackHarness _stack = null!;

    public async Task InitializeAsync() => _stack = await StackHarness.CreateAsync(dynalite);

    public async Task DisposeAsync() => await _stack.DisposeAsync();

    [Fact]
    public async Task A_job_on_AWS_says_what_it_has_cost()
    {
        WriteData();
        await SendAsync("POST", "/jobs?jobId=dear", Query(Sum, 1_000));
        var job = await UntilAsync("dear", "complete");
        var blocks = job.GetProperty("progress").GetProperty("blocks").GetProperty("total").GetInt32();
        // Two moves and three writes for a block, and the work besides.
        Assert.InRange(job.GetProperty("costUsd").GetDecimal(), blocks * 0.00005m, blocks * 0.00007m + 0.01m);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_arrive_as_they_are()
    {
        File.WriteAllBytes(Path.Combine(_stack.Root, "data.csv"), [.. "name,n\n"u8, 0xE9, .. ",1\n"u8]);
        await SendAsync("POST", "/jobs?jobId=latin", Query("SELECT name, n FROM dataset"));
        await UntilAsync("latin", "complete");
        Assert.Equal(File.ReadAllBytes(Path.Combine(_stack.Root, "jobs/latin/result.csv")), (await SendAsync("GET", "/jobs/latin/result")).Body);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "ThrottlingException", 503)]
    [InlineData(HttpStatusCode.InternalServerError, "InternalFailure", 503)]
    [InlineData(HttpStatusCode.BadRequest, "AccessDeniedException", 500)]
    public async Task A_fault_of_Step_Functions_is_no_fault_of_the_asker(HttpStatusCode status, string code, int expected)
    {
        _stack.StepFunctions.Fault = (status, code);
        var answer = await SendAsync("GET", "/jobs");
        Assert.Equal((expected, "application/problem+json"), (answer.Status, answer.Header("content-type")));
        Assert.Equal(expected == 503 ? "5" : null, answer.Header("retry-after"));
        Assert.DoesNotContain("AccessDenied", answer.Text, StringComparison.Ordinal);
        // The owner finds in the log what the asker is not told.
        var line = _stack.Log[^1];
        Assert.Equal("GET /jobs", line.GetProperty("event").GetString());
        if (expected == 500)
            Assert.Equal(("AmazonServiceException", "request: A fault of a test."), (line.GetProperty("error").GetString(), line.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_a_problem_and_no_timeout()
    {
        _stack.Time = TimeSpan.Zero;
        Assert.Equal(503, (await SendAsync("GET", "/jobs")).Status);
    }

    protected override void Write(string name, string content) => File.WriteAllText(Path.Combine(_stack.Root, name), content);

    protected override Task<ApiAnswer> SendAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        _stack.SendAsync(method, path, json, headers);
}
