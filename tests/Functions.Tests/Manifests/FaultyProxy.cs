using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Functions.Tests.Manifests;

/// <summary>A proxy to DynamoDB that injects the faults of networks and throttled tables.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    /// <summary>The faults after which a retry can succeed.</summary>
    public static readonly Fault[] Transient = [.. Enum.GetValues<Fault>().Except([Fault.None, Fault.Forbidden])];

    private readonly HttpClient _target;
    private readonly Func<string, Task<Fault>> _choose;
    private readonly TimeSpan _delay;
    private readonly WebApplication _server;

    private FaultyProxy(Uri target, Func<string, Task<Fault>> choose, TimeSpan delay)
    {
        _target = new HttpClient { BaseAddress = target };
        _choose = choose;
        _delay = delay;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    public Uri Endpoint => new(_server.Urls.Single());

    /// <summary>How many times each fault was injected.</summary>
    public ConcurrentDictionary<Fault, int> Injected { get; } = new();

    /// <summary>The number of requests for each operation, failed ones included.</summary>
    public ConcurrentDictionary<string, int> Requests { get; } = new();

    /// <summary>
    /// Reads of the table that were not strongly consistent; a local DynamoDB treats both kinds alike.
    /// </summary>
    public ConcurrentBag<string> EventuallyConsistentReads { get; } = [];

    /// <param name="choose">Returns the fault for a request from the name of its operation, such as
    /// <c>PutItem</c>.</param>
    /// <param name="delay">The delay of slow responses.</param>
    public static async Task<FaultyProxy> StartAsync(
        Uri target, Func<string, Task<Fault>> choose, TimeSpan delay = default)
    {
        var proxy = new FaultyProxy(target, choose, delay);
        await proxy._server.StartAsync();
        return proxy;
    }

    /// <summary>Injects the same fault every time.</summary>
    public static Func<string, Task<Fault>> Always(Fault fault) => _ => Task.FromResult(fault);

    /// <summary>Injects random transient faults, reproducible by the seed if requests are sequential.</summary>
    /// <param name="share">The share of requests that fail.</param>
    public static Func<string, Task<Fault>> AtRandom(int seed, double share)
    {
        var random = new Random(seed);
        return _ =>
        {
            lock (random)
                return Task.FromResult(
                    random.NextDouble() < share ? Transient[random.Next(Transient.Length)] : Fault.None);
        };
    }

    /// <summary>
    /// Injects the transient faults in turn, into one of <paramref name="every"/> requests for each operation.
    /// </summary>
    public static Func<string, Task<Fault>> InTurn(int every)
    {
        var counts = new ConcurrentDictionary<string, int>();
        return operation =>
        {
            var number = counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
            return Task.FromResult(
                number % every == 0 ? Transient[(number / every - 1) % Transient.Length] : Fault.None);
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _target.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var operation = http.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        // Counted first, since choosing the fault may cancel the request.
        Requests.AddOrUpdate(operation, 1, (_, count) => count + 1);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        RecordConsistency(operation, body.ToArray());
        var fault = await _choose(operation);
        if (fault == Fault.Unprocessed
            && !(operation == "BatchWriteItem" && Puts(JsonNode.Parse(body.ToArray())!).Count > 1))
            fault = Fault.Throttle;
        Injected.AddOrUpdate(fault, 1, (_, count) => count + 1);
        switch (fault)
        {
            case Fault.Throttle:
                await RespondAsync(http, 400, Error("ProvisionedThroughputExceededException"));
                break;
            case Fault.Forbidden:
                await RespondAsync(http, 400, Error("AccessDeniedException"));
                break;
            case Fault.ServerError:
                await RespondAsync(http, 500, Error("InternalServerError"));
                break;
            case Fault.Unprocessed:
                await ForwardHalfAsync(http, JsonNode.Parse(body.ToArray())!);
                break;
            case Fault.DropBefore:
                http.Abort();
                break;
            default:
                await ForwardAsync(http, body.ToArray(), fault);
                break;
        }
    }

    private void RecordConsistency(string operation, byte[] body)
    {
        if (operation is not ("GetItem" or "Query")) return;
        var read = JsonNode.Parse(body)!.AsObject();
        if (!read.ContainsKey("IndexName") && read["ConsistentRead"]?.GetValue<bool>() != true)
            EventuallyConsistentReads.Add(operation);
    }

    private async Task ForwardAsync(HttpContext http, byte[] body, Fault fault)
    {
        var (status, response) = await SendAsync(http.Request, body);
        if (fault == Fault.Slow)
            await Task.Delay(_delay, http.RequestAborted);
        if (fault == Fault.DropAfter)
            http.Abort();
        else
            await RespondAsync(http, status, response, fault);
    }

    /// <summary>Forwards every other item of a batch.</summary>
    private async Task ForwardHalfAsync(HttpContext http, JsonNode batch)
    {
        var puts = Puts(batch);
        var table = puts.GetPath().Split('.', '\'', '[', ']').Last(name => name.Length > 0);
        var kept = puts.Where((_, i) => i % 2 == 0).ToArray();
        foreach (var put in kept)
            puts.Remove(put);
        var (status, response) = await SendAsync(http.Request, Encoding.UTF8.GetBytes(batch.ToJsonString()));
        var changed = JsonNode.Parse(response)!.AsObject();
        if (status == 200)
            changed["UnprocessedItems"] = new JsonObject { [table] = new JsonArray(kept) };
        await RespondAsync(http, status, Encoding.UTF8.GetBytes(changed.ToJsonString()));
    }

    private static JsonArray Puts(JsonNode batch) => batch["RequestItems"]!.AsObject().Single().Value!.AsArray();

    private async Task<(int Status, byte[] Body)> SendAsync(HttpRequest from, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(from.ContentType!);
        foreach (var name in (ReadOnlySpan<string>)["X-Amz-Target", "X-Amz-Date", "Authorization"])
            request.Headers.TryAddWithoutValidation(name, from.Headers[name].ToString());
        using var response = await _target.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task RespondAsync(HttpContext http, int status, byte[] body, Fault fault = Fault.None)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/x-amz-json-1.0";
        http.Response.ContentLength = body.Length;
        var checksum = Crc32.HashToUInt32(body) + (fault == Fault.WrongChecksum ? 1u : 0u);
        http.Response.Headers["x-amz-crc32"] = checksum.ToString(CultureInfo.InvariantCulture);
        if (fault != Fault.TruncatedResponse)
        {
            await http.Response.Body.WriteAsync(body);
            return;
        }
        await http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static byte[] Error(string name) => Encoding.UTF8.GetBytes(
        $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{name}}","message":"Injected by a test."}""");
}
