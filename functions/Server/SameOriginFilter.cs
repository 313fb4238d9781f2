using System.Net;
using Microsoft.AspNetCore.Http;
using Pipeline.Core.Api;

namespace Pipeline.Server;

/// <summary>
/// Rejects requests that other web sites send through the user's browser. Without it, any open page could start jobs
/// on this machine (cross-site request forgery), and a page whose host name resolves to this machine (DNS rebinding)
/// could read them.
/// </summary>
internal static class SameOriginFilter
{
    /// <returns>The response to a rejected request; null if the request may proceed.</returns>
    public static ApiResponse? Reject(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
        {
            return Problem.Of(
                421,
                "Misdirected request",
                $"Expected the host localhost, 127.0.0.1 or [::1]; found \"{request.Host.Host}\".");
        }
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return null;
        var (origin, site) = ($"{request.Headers.Origin}", $"{request.Headers["Sec-Fetch-Site"]}");
        var isSameOrigin = origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}";
        if (isSameOrigin && site is "" or "same-origin" or "none")
            return null;
        var found = origin.Length == 0 ? "" : $", {origin}";
        return Problem.Of(
            403,
            "Forbidden",
            "Only programs and this server's own page may start and stop jobs; "
            + $"found a request from another web site{found}.");
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
