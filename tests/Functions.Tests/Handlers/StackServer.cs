using Amazon.Runtime;
using Pipeline.Functions.Tests.Fakes;
using Pipeline.Local.Serving.Stack;
using Pipeline.Server;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>The local server in front of a deployed stack.</summary>
internal sealed class StackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _stack;
    private readonly Task _server;

    private StackServer(Uri stack, AWSCredentials credentials, TaskCompletionSource<Uri> address)
    {
        _stack = new HttpClient { BaseAddress = stack };
        var backend = new StackBackend(
            _stack, new RequestSigner(credentials, FakeApiGateway.Region, "execute-api", TimeProvider.System));
        _server = new WebServer(backend, port: 0).RunAsync(text => address.SetResult(new Uri(text)), _end.Token);
    }

    public HttpClient Http { get; } = new();

    /// <param name="stack">The address of the stack's API.</param>
    public static async Task<StackServer> StartAsync(Uri stack, AWSCredentials credentials)
    {
        var address = new TaskCompletionSource<Uri>();
        var served = new StackServer(stack, credentials, address);
        served.Http.BaseAddress = await address.Task;
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _end.CancelAsync();
        await _server;
        _stack.Dispose();
        _end.Dispose();
    }
}
