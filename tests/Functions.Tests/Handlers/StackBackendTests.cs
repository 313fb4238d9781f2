using Amazon.Runtime;
using Pipeline.Functions.Tests.Fakes;
using Pipeline.Functions.Tests.Manifests;
using Pipeline.Local.Serving.Stack;
using Pipeline.TestKit.Api;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// <c>pipeline serve --aws</c>: the common API cases, from the local server with signed HTTP requests to a fake API
/// Gateway, on to the function, and from there to a fake Step Functions and DynamoDB.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class StackBackendTests(Dynalite dynalite) : ApiCases, IClassFixture<Dynalite>, IAsyncLifetime
{
    private StackHarness _stack = null!;
    private FakeApiGateway _gateway = null!;
    private StackServer _server = null!;

    public async Task InitializeAsync()
    {
        _stack = await StackHarness.CreateAsync(dynalite);
        _gateway = await FakeApiGateway.StartAsync(_stack);
        _server = await StackServer.StartAsync(
            _gateway.Address, new BasicAWSCredentials(FakeApiGateway.AccessKey, FakeApiGateway.SecretKey));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _gateway.DisposeAsync();
        await _stack.DisposeAsync();
    }

    [Fact]
    public async Task Rejected_credentials_return_a_problem_that_says_what_to_do()
    {
        await using var others = await StackServer.StartAsync(
            _gateway.Address, new BasicAWSCredentials(FakeApiGateway.AccessKey, "another"));
        using var answer = await others.Http.GetAsync("/jobs");
        Assert.Equal(
            (403, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(
            "Forbidden. Check that the credentials", await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_token_is_signed()
    {
        await using var session = await StackServer.StartAsync(
            _gateway.Address,
            new SessionAWSCredentials(FakeApiGateway.AccessKey, FakeApiGateway.SecretKey, "a/token+of=mine"));
        using var answer = await session.Http.GetAsync("/jobs?limit=5");
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task An_unreachable_stack_returns_a_problem()
    {
        await _gateway.DisposeAsync();
        using var answer = await _server.Http.GetAsync("/jobs");
        Assert.Equal(502, (int)answer.StatusCode);
        Assert.Contains("does not respond", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_the_page_but_no_files()
    {
        Assert.Contains("<title>", await _server.Http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal(404, (await SendAsync("GET", "/datasets")).Status);
        Assert.Equal(404, (await SendAsync("POST", "/plan", Query(Sum))).Status);
        Assert.Equal(404, (await SendAsync("GET", "/files/jobs/x/result.csv")).Status);
        Assert.Equal(404, (await SendAsync("POST", "/", "{}", ("content-type", "application/x-amz-json-1.0"))).Status);
    }

    /// <summary>
    /// The examples get-vanilla and get-vanilla-query-order-key-case from AWS's test suite for Signature Version 4.
    /// </summary>
    [Theory]
    [InlineData("", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public async Task A_signature_equals_the_one_published_by_AWS(string query, string signature)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(
            new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        var signer = new RequestSigner(
            new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "us-east-1", "service",
            clock);
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"http://example.amazonaws.com/?{RequestSigner.CanonicalQuery(pairs)}");
        await signer.SignAsync(request, default, CancellationToken.None);
        Assert.EndsWith(
            $"SignedHeaders=host;x-amz-date, Signature={signature}",
            string.Concat(request.Headers.GetValues("Authorization")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://abcdefghij.execute-api.eu-west-1.amazonaws.com", null, "eu-west-1")]
    [InlineData("https://jobs.example.com/", "us-east-2", "us-east-2")]
    [InlineData("https://jobs.example.com/", null, null)]
    [InlineData("http://abcdefghij.execute-api.eu-west-1.amazonaws.com", null, null)]
    [InlineData("https://abcdefghij.execute-api.eu-west-1.amazonaws.com/jobs", null, null)]
    [InlineData("abcdefghij", null, null)]
    public void The_Region_comes_from_the_address_or_the_environment(
        string text, string? environment, string? region) =>
        Assert.Equal(
            region, StackAddress.Parse(text, name => name == "AWS_REGION" ? environment : null, out _)?.Region);

    protected override void Write(string name, string content) =>
        File.WriteAllText(Path.Combine(_stack.Root, name), content);

    protected override Task<TestResponse> SendAsync(
        string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        TestResponse.SendAsync(_server.Http, method, path, json, headers);
}
