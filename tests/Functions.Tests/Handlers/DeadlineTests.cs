using Microsoft.Extensions.Time.Testing;
using Pipeline.Aws.Hosting;

namespace Pipeline.Functions.Tests.Handlers;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData(900, 890, 898)]
    [InlineData(60, 54, 58.8)]
    [InlineData(1, 0.9, 0.98)]
    public void Work_is_cancelled_early_enough_to_record_its_failure(double seconds, double work, double record)
    {
        var clock = new FakeTimeProvider();
        using var deadline = new Deadline(TimeSpan.FromSeconds(seconds), clock);

        clock.Advance(TimeSpan.FromSeconds(work - 0.001));
        Assert.False(deadline.Work.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(0.002));
        Assert.True(deadline.Work.IsCancellationRequested);

        clock.Advance(TimeSpan.FromSeconds(record - work - 0.002));
        Assert.False(deadline.Record.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(0.002));
        Assert.True(deadline.Record.IsCancellationRequested);
    }

    [Fact]
    public void No_remaining_time_cancels_work_at_once()
    {
        using var deadline = new Deadline(TimeSpan.FromSeconds(-1), TimeProvider.System);
        Assert.True(deadline.Work.IsCancellationRequested);
    }
}
