using Amazon.Lambda.Core;
using Pipeline.Aggregator;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Wire;
using Pipeline.Splitter;
using Pipeline.Worker;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>
/// Invokes the three functions by name as Lambda's runtime does: it deserializes the event, calls the handler and
/// serializes the output.
/// </summary>
public sealed class FunctionInvoker(FunctionServices services)
{
    public const string Splitter = "splitter";

    public const string Worker = "worker";

    public const string Aggregator = "aggregator";

    private readonly PipelineSerializer _serializer = new();
    private readonly Lazy<FunctionServices> _services = new(services);

    public static IReadOnlyList<string> Names { get; } = [Splitter, Worker, Aggregator];

    public Task<byte[]> InvokeAsync(string function, byte[] json, ILambdaContext context) => function switch
    {
        Splitter => InvokeAsync<SplitInput, SplitOutput>(new SplitterFunction(_services).HandleAsync, json, context),
        Worker => InvokeAsync<WorkerInput, WorkerOutput>(new WorkerFunction(_services).HandleAsync, json, context),
        Aggregator => InvokeAsync<AggregatorInput, object>(
            new AggregatorFunction(_services).HandleAsync, json, context),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown function."),
    };

    private async Task<byte[]> InvokeAsync<TEvent, TOutput>(
        Func<TEvent, ILambdaContext, Task<TOutput>> handler, byte[] json, ILambdaContext context)
    {
        var output = await handler(_serializer.Deserialize<TEvent>(new MemoryStream(json)), context);
        var bytes = new MemoryStream();
        _serializer.Serialize(output, bytes);
        return bytes.ToArray();
    }
}
