using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Pipeline.Core.Api;
using Pipeline.Core.Jobs;
using Pipeline.Local.Serving.StepFunctions;

namespace Pipeline.Local.Serving;

/// <summary>The web server of one machine, on its loopback addresses alone: the page, and the site that it shows.</summary>
internal sealed class Server(ISite site, int port)
{
    /// <summary>Time that a client has to send its headers; and its body may come no slower than 240 bytes a second, as Kestrel has it.</summary>
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <param name="started">Told the address once the server listens.</param>
    /// <exception cref="InvalidRequestException">The port is taken, or not this user's to take.</exception>
    public async Task RunAsync(Action<string> started, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiRequest.MostBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        await using var app = builder.Build();
        app.Run(HandleAsync);
        try
        {
            await app.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new InvalidRequestException("--port", $"Expected a port that is free and that this user may take; found {port}: {error.Message} Name another, or 0 for a free one.");
        }
        started(app.Urls.First());
        try
        {
            await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a server ends.
        }
        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.XContentTypeOptions = "nosniff";
        if (Guard.Refusal(request) is { } refusal)
            await SendAsync(refusal, context).ConfigureAwait(false);
        else if (site.States is { } states && StatesApi.Knows(request.Method, request.Path, name => request.Headers[name].ToString()))
            await SendAsync(await AnswerAsync(states, context).ConfigureAwait(false), context).ConfigureAwait(false);
        else if (request.Method is "GET" or "HEAD" && site.FindPublished(request.Path) is { } path)
            await SendFileAsync(path, response, context.RequestAborted).ConfigureAwait(false);
        else
            await SendAsync(await AnswerAsync(context).ConfigureAwait(false), context).ConfigureAwait(false);
    }

    private async Task<ApiResponse> AnswerAsync(HttpContext context)
    {
        try
        {
            var request = await ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
            if (await site.AnswerAsync(request, context.RequestAborted).ConfigureAwait(false) is { } answer) return answer;
            return request.Method is "GET" or "HEAD" && PageFiles.Find(request.Path) is { } file
                ? file
                : Problem.Of(404, "Not found", $"There is nothing at {request.Path}. The page is at /, jobs are at /jobs.");
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
        {
            return Problem.Of(error.StatusCode, error.StatusCode == 413 ? "Content too large" : "Bad request", $"{error.Message} Expected at most {ApiRequest.MostBodyBytes >> 10} KiB, sent without stopping.");
        }
        // The asker is who runs the server, and there is no log to look at.
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            return error is StorageFullException ? Problem.Of(507, "Insufficient storage", error.Message) : Problem.Of(500, "Internal server error", Tell(error));
        }
    }

    private static async Task<ApiResponse> AnswerAsync(StatesApi states, HttpContext context)
    {
        try
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = StatesApi.MostBodyBytes;
            return await states.HandleAsync(await ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false), context.RequestAborted).ConfigureAwait(false);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            return StatesApi.TooLarge();
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            return StatesApi.Failed(Tell(error));
        }
    }

    private static string Tell(Exception error) => error is PipelineException ? error.Message : $"{error.GetType().Name}: {error.Message}";

    private static async Task<ApiRequest> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel).ConfigureAwait(false);
        return new ApiRequest(
            request.Method,
            request.Path.Value ?? "/",
            request.Query.ToDictionary(pair => pair.Key, pair => pair.Value[^1] ?? "", StringComparer.Ordinal),
            request.Headers.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString(), StringComparer.Ordinal),
            body.ToArray());
    }

    private static async Task SendAsync(ApiResponse answer, HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task SendFileAsync(string path, HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = MediaType.Of(path);
        // A report holds values of the dataset: it may show itself, and do nothing else.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
        await response.SendFileAsync(path, cancel).ConfigureAwait(false);
    }
}
