using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.Lambda.TestUtilities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pipeline.Aws.Hosting;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// The three functions over HTTP on loopback: <c>POST /splitter</c>, <c>/worker</c> and <c>/aggregator</c> answer an
/// event with 200 and the JSON of the answer, or with 500 and the JSON that Lambda's runtime makes of an exception.
/// </summary>
public sealed class FunctionHttpServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly FunctionInvoker _functions;
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<(string Function, int Call), Exception> _failures = new();

    private FunctionHttpServer(FunctionServices services)
    {
        _functions = new FunctionInvoker(services);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        foreach (var function in FunctionInvoker.Names)
            _server.MapPost($"/{function}", http => AnswerAsync(http, function));
    }

    /// <summary>Such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Address => _server.Urls.Single();

    /// <summary>What each invocation is given.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Told each event before the function is, for a test to step in.</summary>
    public Action<JsonElement> OnCall { get; set; } = _ => { };

    public static async Task<FunctionHttpServer> StartAsync(FunctionServices services)
    {
        var host = new FunctionHttpServer(services);
        await host._server.StartAsync();
        return host;
    }

    /// <summary>Has a call of a function fail before the handler sees it.</summary>
    /// <param name="function">One of <see cref="FunctionInvoker.Names"/>.</param>
    /// <param name="call">Counts the calls of this function from 1.</param>
    public void Fail(string function, int call, Exception error) => _failures[(function, call)] = error;

    /// <returns>How often the function was called.</returns>
    public int Calls(string function) => _calls.GetValueOrDefault(function);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, string function)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        byte[] answer;
        try
        {
            if (_failures.TryRemove((function, _calls.AddOrUpdate(function, 1, (_, calls) => calls + 1)), out var injected))
                throw injected;
            OnCall(JsonElement.Parse(body.ToArray()));
            answer = await _functions.InvokeAsync(function, body.ToArray(), new TestLambdaContext
            {
                AwsRequestId = Guid.NewGuid().ToString(),
                FunctionName = function,
                RemainingTime = Time,
            });
        }
        catch (Exception e)
        {
            answer = JsonSerializer.SerializeToUtf8Bytes(Report(e));
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(answer);
    }

    /// <summary>An exception as Lambda's runtime for .NET reports it: its short name is what the state machine sees.</summary>
    private static Dictionary<string, object> Report(Exception error)
    {
        var report = new Dictionary<string, object> { ["errorType"] = error.GetType().Name, ["errorMessage"] = error.Message };
        if (error.StackTrace is { } trace)
            report["stackTrace"] = trace.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (error.InnerException is { } inner)
            report["cause"] = Report(inner);
        return report;
    }
}
