using Pipeline.Core.Errors;

namespace Pipeline.Local;

/// <summary>Retries transient errors as often as the state machine does, but at shorter intervals.</summary>
internal sealed class TransientRetry(TimeProvider clock)
{
    public const int MaxRetries = 6;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.25);

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (TransientException) when (tries < MaxRetries)
            {
                await Task.Delay(FirstWait * (1 << tries), clock, cancel).ConfigureAwait(false);
            }
        }
    }
}
