using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Pipeline.Functions.Tests.Handlers;

namespace Pipeline.Functions.Tests.Fakes;

/// <summary>
/// A fake API Gateway: an HTTP API whose single route requires a valid signature and whose integration is the function.
/// It computes the expected signature from the received bytes, by the rules that AWS publishes.
/// </summary>
public sealed partial class FakeApiGateway : IAsyncDisposable
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Region = "eu-central-1";

    private readonly WebApplication _server;

    private FakeApiGateway(StackHarness stack)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(http => HandleAsync(http, stack));
    }

    public Uri Address => new(_server.Urls.Single());

    public static async Task<FakeApiGateway> StartAsync(StackHarness stack)
    {
        var gateway = new FakeApiGateway(stack);
        await gateway._server.StartAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private static async Task HandleAsync(HttpContext http, StackHarness stack)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!IsSigned(http.Request, target, body.ToArray()))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("""{"message":"Forbidden"}""");
            return;
        }
        (string, string)[] headers =
            [.. http.Request.Headers.Select(header => (header.Key.ToLowerInvariant(), header.Value.ToString()))];
        var response = await stack.SendAsync(
            http.Request.Method, target, body.Length == 0 ? null : Encoding.UTF8.GetString(body.ToArray()), headers);
        http.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
            http.Response.Headers[name] = value;
        await http.Response.Body.WriteAsync(response.Body);
    }

    private static bool IsSigned(HttpRequest request, string target, byte[] body)
    {
        var parts = Authorization().Match(request.Headers.Authorization.ToString());
        var date = request.Headers["x-amz-date"].ToString();
        if (!parts.Success || parts.Groups["key"].Value != AccessKey || parts.Groups["region"].Value != Region
            || !date.StartsWith(parts.Groups["day"].Value, StringComparison.Ordinal))
            return false;
        var (path, query) = target.Split('?', 2) is [var left, var right] ? (left, right) : (target, "");
        var signed = parts.Groups["headers"].Value;
        var headers = string.Concat(signed.Split(';').Select(name => $"{name}:{request.Headers[name]}\n"));
        var sorted = string.Join('&', query.Split('&').Order(StringComparer.Ordinal));
        var canonical = $"{request.Method}\n{path}\n{sorted}\n{headers}\n{signed}\n{Hex(SHA256.HashData(body))}";
        var scope = $"{parts.Groups["day"].Value}/{Region}/execute-api/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{SecretKey}");
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var isFresh = DateTime.TryParseExact(
            date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            && (DateTime.UtcNow - time).Duration() < TimeSpan.FromMinutes(5);
        return isFresh
            && parts.Groups["signature"].Value == Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex(
        "^AWS4-HMAC-SHA256 Credential=(?<key>\\w+)/(?<day>\\d{8})/(?<region>[\\w-]+)/execute-api/aws4_request, "
        + "SignedHeaders=(?<headers>[a-z0-9;-]+), Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();
}
