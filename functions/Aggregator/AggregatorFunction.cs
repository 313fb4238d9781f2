using Amazon.Lambda.Core;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Logging;
using Pipeline.Aws.Wire;
using Pipeline.Core.Steps;

[assembly: LambdaSerializer(typeof(PipelineSerializer))]

namespace Pipeline.Aggregator;

/// <summary>Checks, merges and aggregates, and records executions that ended without a result.</summary>
public sealed class AggregatorFunction(Lazy<FunctionServices> services)
{
    public AggregatorFunction()
        : this(FunctionServices.Shared)
    {
    }

    private Settings Settings => services.Value.Settings;

    private StepContext Steps => services.Value.Steps;

    /// <returns>The step's output; each step has its own type.</returns>
    public Task<object> HandleAsync(AggregatorInput input, ILambdaContext context) => input switch
    {
        CheckInput check => RunAsync("check", check.JobId, (line, cancel) => CheckAsync(check, line, cancel), context),
        MergeInput merge => RunAsync("merge", merge.JobId, (line, cancel) => MergeAsync(merge, line, cancel), context),
        AggregateInput aggregate => RunAsync(
            "aggregate", aggregate.JobId, (line, cancel) => AggregateAsync(aggregate, line, cancel), context),
        EndInput end => RunAsync(
            "end", end.Detail.Name, (line, cancel) => EndAsync(end.Detail, line, cancel), context, endsJob: false),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input.GetType().Name, "Unknown step."),
    };

    private async Task<object> RunAsync(
        string step,
        string jobId,
        Func<LogLine, CancellationToken, Task<object>> work,
        ILambdaContext context,
        bool endsJob = true)
    {
        var line = new LogLine(context.FunctionName, step, jobId);
        return await new InvocationRunner(services.Value, context, line) { EndsJob = endsJob }
            .RunAsync(cancel => work(line, cancel)).ConfigureAwait(false);
    }

    private async Task<object> CheckAsync(CheckInput input, LogLine line, CancellationToken cancel)
    {
        var outcome = await new CheckStep(Steps).RunAsync(input.JobId, input.Redrive, cancel).ConfigureAwait(false);
        var job = await Steps.GetJobAsync(input.JobId, cancel).ConfigureAwait(false);
        line.Blocks = outcome.PendingBlocks.Count;
        return new CheckOutput(
            input.JobId, outcome.PendingBlocks, [.. Enumerable.Range(0, outcome.Groups)],
            outcome.PendingBlocks.Count == 0, Settings.ConcurrencyOf(job), outcome.Pass);
    }

    private async Task<object> MergeAsync(MergeInput input, LogLine line, CancellationToken cancel)
    {
        var merged = await new MergeStep(Steps)
            .RunAsync(input.JobId, input.Group, input.Pass, cancel).ConfigureAwait(false);
        line.Blocks = merged.Partials;
        return merged;
    }

    private async Task<object> AggregateAsync(AggregateInput input, LogLine line, CancellationToken cancel)
    {
        var job = await new AggregateStep(Steps)
            .RunAsync(input.JobId, input.Merged, input.Pass, cancel).ConfigureAwait(false);
        if (job.Result is not { } result)
            return new NextPassOutput(job.JobId, IsDone: false, job.Pass);
        (line.Records, line.Bytes, line.Blocks) = (result.Records, result.DatasetBytes, job.Blocks);
        return AggregateOutput.Of(job.JobId, job.State, result);
    }

    private async Task<object> EndAsync(ExecutionEnd end, LogLine line, CancellationToken cancel)
    {
        (var state, line.Error, line.Cause) = end.ForJob();
        await new JobFailureRecorder(Steps)
            .RunAsync(end.Name, state, line.Error, line.Cause, cancel)
            .ConfigureAwait(false);
        return new EndOutput();
    }
}
