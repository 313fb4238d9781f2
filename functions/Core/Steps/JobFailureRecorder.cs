using Pipeline.Core.Manifests;

namespace Pipeline.Core.Steps;

/// <summary>Writes into a job's manifest that it failed or was stopped, and why.</summary>
public sealed class JobFailureRecorder(StepContext context)
{
    /// <param name="state"><see cref="JobState.Failed"/> or <see cref="JobState.Stopped"/>.</param>
    /// <param name="error">Name of the exception that failed the job; null for one that was stopped.</param>
    /// <param name="cause">Its message.</param>
    public async Task RunAsync(string jobId, JobState state, string? error, string? cause, CancellationToken cancel = default) =>
        await context.UpdateJobAsync(
            jobId,
            job => job with { State = state, Error = error, Cause = cause ?? "It was stopped before it was complete." },
            cancel).ConfigureAwait(false);
}
