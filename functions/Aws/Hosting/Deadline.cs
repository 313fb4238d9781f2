namespace Pipeline.Aws.Hosting;

/// <summary>
/// Cancels the work of an invocation before Lambda stops the function, so that there is time left to record the failure
/// and to return an error that says what happened.
/// </summary>
public sealed class Deadline : IDisposable
{
    /// <summary>Upper limit of the time reserved after the work.</summary>
    private static readonly TimeSpan MaxReserve = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _record;

    /// <param name="remaining">Time until Lambda stops the function.</param>
    public Deadline(TimeSpan remaining, TimeProvider clock)
    {
        remaining = remaining < TimeSpan.Zero ? TimeSpan.Zero : remaining;
        Reserve = remaining / 10 < MaxReserve ? remaining / 10 : MaxReserve;
        _work = new CancellationTokenSource(remaining - Reserve, clock);
        _record = new CancellationTokenSource(remaining - (Reserve / 5), clock);
    }

    /// <summary>The time between the end of the work and the end of the function.</summary>
    public TimeSpan Reserve { get; }

    /// <summary>Cancels the work.</summary>
    public CancellationToken Work => _work.Token;

    /// <summary>Cancels recording a failure, which may take a little longer than the work.</summary>
    public CancellationToken Record => _record.Token;

    public void Dispose()
    {
        _work.Dispose();
        _record.Dispose();
    }
}
