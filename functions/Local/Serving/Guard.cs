using System.Net;
using Microsoft.AspNetCore.Http;
using Pipeline.Core.Api;

namespace Pipeline.Local.Serving;

/// <summary>
/// Keeps other web sites out. A browser sends requests to this machine for whatever page is open in it, so a page
/// elsewhere could start jobs, and one whose name leads to this machine (DNS rebinding) could read them.
/// </summary>
internal static class Guard
{
    /// <returns>Why a request is refused; null if it is not.</returns>
    public static ApiResponse? Refusal(HttpRequest request)
    {
        if (!IsOfThisMachine(request.Host.Host))
            return Problem.Of(421, "Misdirected request", $"This server answers to localhost, 127.0.0.1 and [::1]; found the host \"{request.Host.Host}\".");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return null;
        var (origin, site) = ($"{request.Headers.Origin}", $"{request.Headers["Sec-Fetch-Site"]}");
        var isOwn = origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}";
        return isOwn && site is "" or "same-origin" or "none"
            ? null
            : Problem.Of(403, "Forbidden", $"Jobs are started and stopped by this server's own page or by programs; found a request of the page of another site{(origin.Length == 0 ? "" : $", {origin}")}.");
    }

    private static bool IsOfThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
