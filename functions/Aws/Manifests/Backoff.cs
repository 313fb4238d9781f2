using System.Globalization;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Decides how often a request is retried and how long to wait before each retry: exponential backoff with full jitter,
/// so that a thousand workers that were throttled together do not retry together.
/// </summary>
/// <param name="clock">Times the waits.</param>
/// <param name="table">Name of the table, for messages.</param>
internal sealed class Backoff(TimeProvider clock, string table)
{
    /// <summary>
    /// With the waits below, about ten seconds on average without any progress. The blocks of a job share a partition,
    /// which accepts a thousand writes a second, so writing ten thousand blocks is throttled for about that long.
    /// </summary>
    public const int Attempts = 10;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private int _failed;

    /// <summary>Resets the number of attempts, since part of the work is done.</summary>
    public void Progress() => _failed = 0;

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="reason">Why the last attempt failed.</param>
    /// <exception cref="ManifestsBusyException">That was the last attempt.</exception>
    public async Task WaitAsync(string reason, Exception? inner, CancellationToken cancel)
    {
        if (++_failed == Attempts)
        {
            throw new ManifestsBusyException(
                string.Create(CultureInfo.InvariantCulture, $"Table {table}: {Attempts} attempts failed. ")
                + $"The last one: {ServiceErrors.Sentence(reason)} Try again later. If the error persists, check the "
                + "throttled requests of the table in CloudWatch and the network route to DynamoDB.",
                inner);
        }
        await Task.Delay(Wait(_failed), clock, cancel).ConfigureAwait(false);
    }

    private static TimeSpan Wait(int failed)
    {
        var max = Math.Min(FirstWait.TotalSeconds * (1 << (failed - 1)), MaxWait.TotalSeconds);
#pragma warning disable CA5394, RS0030 // Not a secret, and only how long a retry waits depends on chance.
        return TimeSpan.FromSeconds(max * Random.Shared.NextDouble());
#pragma warning restore CA5394, RS0030
    }
}
