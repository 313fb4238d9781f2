using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary><c>pipeline serve</c>, called as Step Functions is.</summary>
public sealed class StatesServer : IDisposable
{
    public const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:pipeline";
    public const string Sum = "SELECT name, SUM(n) AS total FROM dataset GROUP BY name";

    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    public ServedRoot Served { get; } = new();

    public void WriteData(int records = 3_000) =>
        Served.Root.Write(
            "data.csv", "name,n\n" + string.Concat(Enumerable.Range(0, records).Select(i => $"{"abc"[i % 3]},{i}\n")));

    /// <summary>A dataset that takes a while to process in small blocks.</summary>
    public void WriteLargeData() => WriteData(200_000);

    public static string Execution(string name) =>
        $"{Machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";

    /// <returns>Status and body.</returns>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string operation, string body)
    {
        using var request = Request(
            body, "application/x-amz-json-1.0", ("X-Amz-Target", $"AWSStepFunctions.{operation}"));
        using var response = await Served.Http.SendAsync(request);
        Assert.Equal("application/x-amz-json-1.0", response.Content.Headers.ContentType?.ToString());
        Assert.True(Guid.TryParse(response.Headers.GetValues("x-amzn-RequestId").Single(), out _));
        return (response.StatusCode, await ServedRoot.ReadAsync(response));
    }

    /// <summary>Makes a call that succeeds.</summary>
    public async Task<JsonElement> CallAsync(string operation, object parameters)
    {
        var (status, body) = await SendAsync(operation, JsonSerializer.Serialize(parameters));
        Assert.True(status == HttpStatusCode.OK, body.GetRawText());
        return body;
    }

    /// <summary>Makes a call that is rejected.</summary>
    /// <returns>Its message.</returns>
    public async Task<string> RejectedAsync(string code, string operation, object parameters)
    {
        var (status, body) = await SendAsync(operation, parameters as string ?? JsonSerializer.Serialize(parameters));
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, body.GetProperty("__type").GetString()));
        Assert.Equal(["__type", "message"], body.EnumerateObject().Select(member => member.Name));
        return body.GetProperty("message").GetString()!;
    }

    public Task<JsonElement> StartAsync(string name, string input) =>
        CallAsync("StartExecution", new { stateMachineArn = Machine, name, input });

    public Task<JsonElement> DescribeAsync(string name) =>
        CallAsync("DescribeExecution", new { executionArn = Execution(name) });

    public async Task<IEnumerable<string?>> ListAsync(object parameters) =>
        (await CallAsync("ListExecutions", parameters)).GetProperty("executions").EnumerateArray()
            .Select(execution => execution.GetProperty("name").GetString());

    /// <summary>Waits until an execution has reached a status.</summary>
    public async Task<JsonElement> UntilAsync(string name, string status)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var found = await DescribeAsync(name);
            if (found.GetProperty("status").GetString() == status) return found;
            Assert.True(since.Elapsed < MaxWait, found.GetRawText());
        }
    }

    public static HttpRequestMessage Request(string body, string type, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    public void Dispose() => Served.Dispose();
}
