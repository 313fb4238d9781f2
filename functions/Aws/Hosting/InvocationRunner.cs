using System.Globalization;
using System.Runtime.ExceptionServices;
using Amazon.Lambda.Core;
using Pipeline.Aws.Logging;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Steps;

namespace Pipeline.Aws.Hosting;

/// <summary>
/// Runs the work of an invocation: sets a deadline, logs one line, and gives each failure the name by which the state
/// machine decides what to do about it.
/// </summary>
/// <param name="line">Logged at the end; the work fills in what it measured.</param>
public sealed class InvocationRunner(FunctionServices services, ILambdaContext context, LogLine line)
{
    /// <summary>
    /// Whether a failure ends the job and is recorded in its manifest. The state machine records a block's failure.
    /// </summary>
    public bool EndsJob { get; init; }

    private string Subject => line.Block is { } block ? $"block {block} of job {line.JobId}" : $"job {line.JobId}";

    /// <exception cref="OutOfTimeException">The time ran out before the work was done.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        var clock = services.Steps.Clock;
        var started = clock.GetTimestamp();
        using var deadline = new Deadline(context.RemainingTime, clock);
        try
        {
            return await work(deadline.Work).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var error = Translate(e, deadline, clock.GetElapsedTime(started));
            line.HasFailed = true;
            (line.Error, line.Cause) = (error.GetType().Name, error.Message);
            if (EndsJob && error is not TransientException)
                await RecordAsync(error, deadline.Record).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(error);
            throw;
        }
        finally
        {
            line.Seconds = clock.GetElapsedTime(started).TotalSeconds;
            services.Log.Write(line);
        }
    }

    /// <summary>The failure as an exception that the state machine knows by name.</summary>
    private Exception Translate(Exception error, Deadline deadline, TimeSpan elapsed) => error switch
    {
        OperationCanceledException when deadline.Work.IsCancellationRequested => new OutOfTimeException(
            string.Create(CultureInfo.InvariantCulture,
                $"{line.Function} ran out of time: {line.Event} of {Subject} was cancelled after "
                + $"{elapsed.TotalSeconds:0.0} s, {deadline.Reserve.TotalSeconds:0.0} s before Lambda's timeout. ")
            + "Give the function a longer timeout or more memory, which also means more CPU, or request smaller blocks "
            + "(\"blockSize\").",
            error),
        IOException => StorageErrors.Translate(error, services.Settings.Root, 0) ?? error,
        _ => error,
    };

    /// <summary>
    /// Records in the job's manifest that the job failed. If that fails too, the original failure is still the one to
    /// report, and the event that announces the end of the execution records it later.
    /// </summary>
    private async Task RecordAsync(Exception error, CancellationToken cancel)
    {
        try
        {
            await new JobFailureRecorder(services.Steps)
                .RunAsync(
                    line.JobId, JobState.Failed, error.GetType().Name, error.Message, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PipelineException or OperationCanceledException)
        {
            services.Log.Write(new LogLine(line.Function, "failure not recorded", line.JobId)
            {
                Error = e.GetType().Name,
                Cause = e.Message,
            });
        }
    }
}
