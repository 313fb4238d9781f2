namespace Pipeline.Aws.Hosting;

/// <summary>
/// Ends the work of an invocation before Lambda ends the function: what is left then is enough to put the failure on
/// record and to answer with an error that says what happened.
/// </summary>
public sealed class Deadline : IDisposable
{
    /// <summary>Time kept back from the work.</summary>
    private static readonly TimeSpan MaxReserve = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _record;

    /// <param name="remaining">Until Lambda ends the function.</param>
    public Deadline(TimeSpan remaining, TimeProvider clock)
    {
        remaining = remaining < TimeSpan.Zero ? TimeSpan.Zero : remaining;
        Reserve = remaining / 10 < MaxReserve ? remaining / 10 : MaxReserve;
        _work = new CancellationTokenSource(remaining - Reserve, clock);
        _record = new CancellationTokenSource(remaining - (Reserve / 5), clock);
    }

    /// <summary>The time between the end of the work and that of the function.</summary>
    public TimeSpan Reserve { get; }

    /// <summary>For the work itself.</summary>
    public CancellationToken Work => _work.Token;

    /// <summary>For putting a failure on record, which may go on a little longer.</summary>
    public CancellationToken Record => _record.Token;

    public void Dispose()
    {
        _work.Dispose();
        _record.Dispose();
    }
}
