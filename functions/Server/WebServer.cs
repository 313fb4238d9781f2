using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Pipeline.Core.Api;
using Pipeline.Core.Errors;
using Pipeline.Server.StepFunctions;

namespace Pipeline.Server;

/// <summary>The web server for the page and the API. It listens on this machine's loopback address only.</summary>
internal sealed class WebServer(IJobsBackend backend, int port)
{
    /// <summary>How long a client may take to send its headers. Kestrel drops bodies slower than 240 bytes/s.</summary>
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Serves until canceled.</summary>
    /// <param name="started">Called with the address once the server is listening.</param>
    /// <exception cref="InvalidRequestException">The port is in use, or this user may not listen on it.</exception>
    public async Task RunAsync(Action<string> started, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiRequest.MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        await using var app = builder.Build();
        app.Run(HandleAsync);
        try
        {
            await app.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (IsPortUnavailable(error))
        {
            throw new InvalidRequestException(
                "--port",
                $"Expected a free port that this user may listen on; found {port}: {error.Message} "
                + "Use another port, or 0 for any free one.");
        }
        started(app.Urls.First());
        try
        {
            await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C stops the server.
        }
        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.XContentTypeOptions = "nosniff";
        if (SameOriginFilter.Reject(request) is { } rejection)
        {
            await SendAsync(rejection, context).ConfigureAwait(false);
        }
        else if (backend.States is { } states && IsStatesCall(request))
        {
            var result = await CallStatesAsync(states, context).ConfigureAwait(false);
            await SendAsync(result, context).ConfigureAwait(false);
        }
        else if (request.Method is "GET" or "HEAD" && backend.FindPublished(request.Path) is { } path)
        {
            await SendFileAsync(path, response, context.RequestAborted).ConfigureAwait(false);
        }
        else
        {
            await SendAsync(await CallBackendAsync(context).ConfigureAwait(false), context).ConfigureAwait(false);
        }
    }

    private static bool IsStatesCall(HttpRequest request) =>
        StatesApi.Handles(request.Method, request.Path, name => request.Headers[name].ToString());

    private async Task<ApiResponse> CallBackendAsync(HttpContext context)
    {
        try
        {
            var request = await ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
            if (await backend.HandleAsync(request, context.RequestAborted).ConfigureAwait(false) is { } response)
                return response;
            return request.Method is "GET" or "HEAD" && PageFiles.Find(request.Path) is { } file
                ? file
                : Problem.Of(
                    404, "Not found", $"There is nothing at {request.Path}. The page is at /, jobs are at /jobs.");
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
        {
            var title = error.StatusCode == StatusCodes.Status413PayloadTooLarge ? "Content too large" : "Bad request";
            return Problem.Of(
                error.StatusCode,
                title,
                $"{error.Message} Expected at most {ApiRequest.MaxBodyBytes >> 10} KiB, sent without long pauses.");
        }
        // The client is the user of this machine, and there is no log: the response says what happened.
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            return error is StorageFullException
                ? Problem.Of(507, "Insufficient storage", error.Message)
                : Problem.Of(500, "Internal server error", Describe(error));
        }
    }

    private static async Task<ApiResponse> CallStatesAsync(StatesApi states, HttpContext context)
    {
        try
        {
            var limit = context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
            limit.MaxRequestBodySize = StatesApi.MaxBodyBytes;
            var request = await ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
            return await states.HandleAsync(request, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            return StatesApi.TooLarge();
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            return StatesApi.Failed(Describe(error));
        }
    }

    private static bool IsPortUnavailable(Exception error) =>
        error is IOException { InnerException: AddressInUseException }
            or SocketException { SocketErrorCode: SocketError.AccessDenied };

    private static string Describe(Exception error) =>
        error is PipelineException ? error.Message : $"Internal error: {error.Message}";

    private static async Task<ApiRequest> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel).ConfigureAwait(false);
        return new ApiRequest(
            request.Method,
            request.Path.Value ?? "/",
            request.Query.ToDictionary(pair => pair.Key, pair => pair.Value[^1] ?? "", StringComparer.Ordinal),
            request.Headers.ToDictionary(
                pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString(), StringComparer.Ordinal),
            body.ToArray());
    }

    private static async Task SendAsync(ApiResponse result, HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = result.Status;
        response.ContentType = result.ContentType;
        response.ContentLength = result.Body.Length;
        foreach (var (name, value) in result.Headers)
            response.Headers[name] = value;
        await response.Body.WriteAsync(result.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task SendFileAsync(string path, HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = MediaType.Of(path);
        // A report contains values of the dataset: it may be displayed, but must not run scripts or load anything.
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
        await response.SendFileAsync(path, cancel).ConfigureAwait(false);
    }
}
