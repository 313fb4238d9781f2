namespace Pipeline.Functions.Tests.Manifests;

/// <summary>The system clock with timers that fire at once; it adds up how long they would have waited.</summary>
public sealed class InstantClock : TimeProvider
{
    private long _ticksWaited;

    public TimeSpan Waited => new(Interlocked.Read(ref _ticksWaited));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticksWaited, dueTime.Ticks);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
