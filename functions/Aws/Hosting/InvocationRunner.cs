using System.Globalization;
using System.Runtime.ExceptionServices;
using Amazon.Lambda.Core;
using Pipeline.Aws.Logging;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations.Run;
using Pipeline.Core.Steps;

namespace Pipeline.Aws.Hosting;

/// <summary>
/// What every invocation has around its work: an end in time, one line in the log, and a name for each failure that
/// tells the state machine what to do about it.
/// </summary>
/// <param name="line">Logged at the end; the work fills in what it measured.</param>
public sealed class InvocationRunner(FunctionServices services, ILambdaContext context, LogLine line)
{
    /// <summary>Whether a failure ends the job and is put on record in its manifest. Failures of a block are noted by the state machine.</summary>
    public bool EndsJob { get; init; }

    /// <exception cref="OutOfTimeException">The time was used up before the work was done.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        var clock = services.Steps.Clock;
        var began = clock.GetTimestamp();
        using var deadline = new Deadline(context.RemainingTime, clock);
        try
        {
            return await work(deadline.Work).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var error = Named(e, deadline, clock.GetElapsedTime(began));
            line.HasFailed = true;
            (line.Error, line.Cause) = (error.GetType().Name, error.Message);
            if (EndsJob && error is not (ManifestsBusyException or StorageBusyException or ProgramBusyException))
                await RecordAsync(error, deadline.Record).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(error);
            throw;
        }
        finally
        {
            line.Seconds = clock.GetElapsedTime(began).TotalSeconds;
            services.Log.Write(line);
        }
    }

    /// <summary>The failure under the name that the state machine knows it by.</summary>
    private Exception Named(Exception error, Deadline deadline, TimeSpan elapsed) => error switch
    {
        OperationCanceledException when deadline.Work.IsCancellationRequested => new OutOfTimeException(
            string.Create(CultureInfo.InvariantCulture,
                $"The time of {line.Function} is nearly used up: {line.Event} of {(line.Block is { } block ? $"block {block} of " : "")}job {line.JobId} was ended after {elapsed.TotalSeconds:0.0} s, {deadline.Reserve.TotalSeconds:0.0} s before Lambda would have killed it. ")
            + "Give the function a longer timeout or more memory, which brings processors with it, or ask for smaller blocks (\"blockSize\").",
            error),
        IOException => StorageErrors.Translate(error, services.Settings.Root, 0) ?? error,
        _ => error,
    };

    /// <summary>
    /// Notes in the job's manifest that it failed. Where that fails too, the failure at hand is still the one to
    /// report, and the event of the execution's end brings another chance.
    /// </summary>
    private async Task RecordAsync(Exception error, CancellationToken cancel)
    {
        try
        {
            await new JobEnd(services.Steps)
                .RunAsync(line.JobId, JobState.Failed, error.GetType().Name, error.Message, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PipelineException or OperationCanceledException)
        {
            services.Log.Write(new LogLine(line.Function, "failure not recorded", line.JobId) { Error = e.GetType().Name, Cause = e.Message });
        }
    }
}
