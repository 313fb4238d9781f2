using Pipeline.Core.Manifests;

namespace Pipeline.Core.Steps;

/// <summary>Records in a job's manifest that the job failed or was stopped, and why.</summary>
public sealed class JobFailureRecorder(StepContext context)
{
    /// <param name="state"><see cref="JobState.Failed"/> or <see cref="JobState.Stopped"/>.</param>
    /// <param name="error">Name of the exception that failed the job; null if the job was stopped.</param>
    /// <param name="cause">The exception's message.</param>
    public async Task RunAsync(
        string jobId,
        JobState state,
        string? error,
        string? cause,
        CancellationToken cancel = default) =>
        await context
            .UpdateJobAsync(
                jobId,
                job =>
                    job with
                    {
                        State = state,
                        Error = error,
                        Cause = cause ?? "The job was stopped before it was complete.",
                    },
                cancel)
            .ConfigureAwait(false);
}
