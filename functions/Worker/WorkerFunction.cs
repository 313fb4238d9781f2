using Amazon.Lambda.Core;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Logging;
using Pipeline.Aws.Wire;
using Pipeline.Core.Steps;

[assembly: LambdaSerializer(typeof(PipelineSerializer))]

namespace Pipeline.Worker;

/// <summary>Process: processes one block, or records why its last attempt failed.</summary>
public sealed class WorkerFunction(Lazy<FunctionServices> services)
{
    public WorkerFunction()
        : this(FunctionServices.Shared)
    {
    }

    public async Task<WorkerOutput> HandleAsync(WorkerInput input, ILambdaContext context)
    {
        var process = new ProcessStep(services.Value.Steps);
        var step = input.Failure is null ? "process" : "record failure";
        var line = new LogLine(context.FunctionName, step, input.JobId, input.Block);
        return await new InvocationRunner(services.Value, context, line).RunAsync(async cancel =>
        {
            if (input.Failure is { } failure)
            {
                (line.Error, line.Cause) = (failure.Error, LambdaCause.Message(failure.Cause));
                await process
                    .FailAsync(
                        input.JobId, input.Block, failure.Error, line.Cause ?? "", input.Redrive, input.Pass, cancel)
                    .ConfigureAwait(false);
            }
            else
            {
                var receipt = await process
                    .RunAsync(input.JobId, input.Block, input.Pass, progress: null, cancel).ConfigureAwait(false);
                (line.Records, line.Bytes) = (receipt?.Records, receipt?.Bytes);
                if (receipt is { Seconds: > 0 })
                    line.RecordsPerCoreSecond = Math.Round(receipt.Records / receipt.Seconds / process.Cores);
            }
            return new WorkerOutput();
        }).ConfigureAwait(false);
    }
}
