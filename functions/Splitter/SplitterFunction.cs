using Amazon.Lambda.Core;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Logging;
using Pipeline.Aws.Wire;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;

[assembly: LambdaSerializer(typeof(PipelineSerializer))]

namespace Pipeline.Splitter;

/// <summary>Split: turns a request into a job and returns the blocks to process.</summary>
public sealed class SplitterFunction(Lazy<FunctionServices> services)
{
    public SplitterFunction()
        : this(FunctionServices.Shared)
    {
    }

    public async Task<SplitOutput> HandleAsync(SplitInput input, ILambdaContext context)
    {
        var (settings, steps) = (services.Value.Settings, services.Value.Steps);
        var line = new LogLine(context.FunctionName, "split", input.JobId);
        return await new InvocationRunner(services.Value, context, line) { EndsJob = true }.RunAsync(async cancel =>
        {
            var jobId = JobId.Check(input.JobId);
            var job = await new SplitStep(steps)
                .RunAsync(jobId, input.Request, settings.Workers, input.StartTime, cancel).ConfigureAwait(false);
            (line.Blocks, line.Bytes) = (job.Blocks, job.Bytes);
            return new SplitOutput(jobId, [.. Enumerable.Range(0, job.Blocks)], settings.ConcurrencyOf(job), job.Pass);
        }).ConfigureAwait(false);
    }
}
