namespace Pipeline.Functions.Tests.Manifests;

/// <summary>The time of day, on which nobody waits: timers ring at once, and how long they should have taken is added up.</summary>
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
