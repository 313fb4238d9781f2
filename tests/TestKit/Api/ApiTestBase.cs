using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.TestKit.Api;

/// <summary>Sends requests to an implementation of the jobs API.</summary>
public abstract class ApiTestBase
{
    protected const string Sum = "SELECT name, SUM(n) AS total FROM dataset GROUP BY name";

    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    /// <summary>Writes a file under the data root.</summary>
    protected abstract void Write(string name, string content);

    /// <param name="json">The body; its type is application/json unless a header says otherwise.</param>
    protected abstract Task<TestResponse> SendAsync(
        string method, string path, string? json = null, params (string Name, string Value)[] headers);

    /// <summary>A query over <c>data.csv</c>. Small blocks make it run longer.</summary>
    protected static string Query(string sql, long? blockSize = null)
    {
        var operation = new { type = "query", sql };
        return JsonSerializer.Serialize(new { dataset = "data.csv", operation, blockSize = blockSize ?? 1 << 20 });
    }

    protected void WriteData(int records = 3_000) =>
        Write(
            "data.csv", "name,n\n" + string.Concat(Enumerable.Range(0, records).Select(i => $"{"abc"[i % 3]},{i}\n")));

    /// <summary>Waits until a job has reached a state.</summary>
    protected async Task<JsonElement> UntilAsync(string job, string state)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var found = (await SendAsync("GET", $"/jobs/{job}")).Json;
            if (found.GetProperty("state").GetString() == state) return found;
            Assert.True(since.Elapsed < MaxWait, found.GetRawText());
        }
    }

    protected static void AssertProblem(TestResponse response, int status, string detail)
    {
        Assert.Equal((status, "application/problem+json"), (response.Status, response.Header("content-type")));
        Assert.Equal(status, response.Json.GetProperty("status").GetInt32());
        Assert.Contains(detail, response.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
