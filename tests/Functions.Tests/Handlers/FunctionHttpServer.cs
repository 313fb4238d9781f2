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
/// Serves the three functions over HTTP on the loopback address. <c>POST /splitter</c>, <c>/worker</c> and
/// <c>/aggregator</c> respond with 200 and the function's output, or with 500 and the JSON that Lambda's runtime writes
/// for an exception.
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
            _server.MapPost($"/{function}", http => HandleAsync(http, function));
    }

    /// <summary>The base address, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Address => _server.Urls.Single();

    /// <summary>Remaining time of each invocation.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Called with each event before the function runs, so that a test can interfere.</summary>
    public Action<JsonElement> OnCall { get; set; } = _ => { };

    public static async Task<FunctionHttpServer> StartAsync(FunctionServices services)
    {
        var host = new FunctionHttpServer(services);
        await host._server.StartAsync();
        return host;
    }

    /// <summary>Makes a call fail before it reaches the handler.</summary>
    /// <param name="function">One of <see cref="FunctionInvoker.Names"/>.</param>
    /// <param name="call">Number of the call to this function, starting at 1.</param>
    public void Fail(string function, int call, Exception error) => _failures[(function, call)] = error;

    /// <returns>How many times the function was called.</returns>
    public int Calls(string function) => _calls.GetValueOrDefault(function);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task HandleAsync(HttpContext http, string function)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        byte[] output;
        try
        {
            var call = _calls.AddOrUpdate(function, 1, (_, calls) => calls + 1);
            if (_failures.TryRemove((function, call), out var injected))
                throw injected;
            OnCall(JsonElement.Parse(body.ToArray()));
            output = await _functions.InvokeAsync(function, body.ToArray(), new TestLambdaContext
            {
                AwsRequestId = Guid.NewGuid().ToString(),
                FunctionName = function,
                RemainingTime = Time,
            });
        }
        catch (Exception e)
        {
            output = JsonSerializer.SerializeToUtf8Bytes(Report(e));
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(output);
    }

    /// <summary>
    /// Reports an exception as Lambda's .NET runtime does: the state machine sees the short class name.
    /// </summary>
    private static Dictionary<string, object> Report(Exception error)
    {
        var report = new Dictionary<string, object>
        {
            ["errorType"] = error.GetType().Name,
            ["errorMessage"] = error.Message,
        };
        if (error.StackTrace is { } trace)
            report["stackTrace"] =
                trace.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (error.InnerException is { } inner)
            report["cause"] = Report(inner);
        return report;
    }
}
