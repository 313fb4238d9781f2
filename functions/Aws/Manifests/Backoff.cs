using System.Globalization;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// How long to wait before a request is sent again, and how often. Waits double from attempt to attempt, and each is
/// drawn from zero up to that ("full jitter"), so that a thousand workers that were refused together do not come back
/// together.
/// </summary>
/// <param name="clock">Waits.</param>
/// <param name="table">For messages.</param>
internal sealed class Backoff(TimeProvider clock, string table)
{
    /// <summary>
    /// With the waits below about ten seconds, on average, without any progress. The blocks of a job are one
    /// partition, which takes a thousand writes a second: ten thousand blocks are refused for that long in all.
    /// </summary>
    public const int Attempts = 10;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private int _failed;

    /// <summary>Something was done: the attempts count anew.</summary>
    public void Progress() => _failed = 0;

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="reason">What the last attempt met with.</param>
    /// <exception cref="ManifestsBusyException">It was the last one.</exception>
    public async Task WaitAsync(string reason, Exception? inner, CancellationToken cancel)
    {
        if (++_failed == Attempts)
        {
            throw new ManifestsBusyException(string.Create(CultureInfo.InvariantCulture,
                $"Table {table} could not be used at {Attempts} attempts, the last of which met with: {ServiceErrors.Sentence(reason)} Try again later; if it stays so, look for throttled requests of the table in CloudWatch, and at the way from here to DynamoDB."), inner);
        }
        await Task.Delay(Wait(_failed), clock, cancel).ConfigureAwait(false);
    }

    private static TimeSpan Wait(int failed)
    {
        var longest = Math.Min(FirstWait.TotalSeconds * (1 << (failed - 1)), MaxWait.TotalSeconds);
#pragma warning disable CA5394 // Nobody gains by guessing a wait.
        return TimeSpan.FromSeconds(longest * Random.Shared.NextDouble());
#pragma warning restore CA5394
    }
}
