namespace Pipeline.EndToEnd.Tests.Dates;

/// <summary>A clock that a test sets; it does not advance.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
