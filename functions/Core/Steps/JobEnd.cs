using Pipeline.Core.Jobs;

namespace Pipeline.Core.Steps;

/// <summary>Writes into a job's manifest that it failed or was stopped, and why.</summary>
public sealed class JobEnd(StepContext context)
{
    /// <param name="state"><see cref="JobState.Failed"/> or <see cref="JobState.Stopped"/>.</param>
    /// <param name="error">What failed the job; null for one that was stopped.</param>
    public async Task RunAsync(string jobId, JobState state, Exception? error, CancellationToken cancel = default)
    {
        // Another process may move the job on between the read and the write: then its state is looked at again.
        while (await context.Store.GetJobAsync(jobId, cancel).ConfigureAwait(false) is { Result: null } job)
        {
            var ended = job with
            {
                State = state,
                Error = error?.GetType().Name,
                Cause = error?.Message ?? "It was stopped before it was complete.",
                UpdatedAt = context.Clock.GetUtcNow(),
            };
            if (await context.Store.SaveJobAsync(ended, job.State, cancel).ConfigureAwait(false)) return;
        }
    }
}
