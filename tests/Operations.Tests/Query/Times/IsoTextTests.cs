using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Operations.Query.Times;

namespace Pipeline.Operations.Tests.Query.Times;

public sealed class IsoTextTests
{
    private static readonly Gen<DateTime> Times = Gen.OneOf(
        Gen.Long[0, DateTime.MaxValue.Ticks].Select(ticks => new DateTime(ticks)),
        Gen.OneOf(
            DateTime.MinValue,
            DateTime.MaxValue,
            new DateTime(2024, 2, 29),
            new DateTime(1900, 3, 1),
            new DateTime(1969, 12, 31, 23, 59, 59)));

    [Fact]
    public void What_NET_writes_is_read_as_NET_means_it() =>
        Gen.Select(Times, Gen.Int[-14 * 60, 14 * 60], Gen.Bool)
            .Sample(
                (local, offset, space) =>
                {
                    var sign = offset < 0 ? '-' : '+';
                    var text = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{local:yyyy-MM-dd}{(space ? ' ' : 'T')}{local:HH:mm:ss.fffffff}{sign}"
                            + $"{Math.Abs(offset) / 60:00}:{Math.Abs(offset) % 60:00}");
                    var time = Parse(text);
                    Assert.Equal(local.Ticks / TimeSpan.TicksPerSecond - offset * 60, time.Instant);
                    Assert.Equal((int)(local.Ticks % TimeSpan.TicksPerSecond) * 100, time.Nanosecond);
                    Assert.Equal(
                        (
                            local.Year,
                            local.Month,
                            local.Day,
                            local.Hour,
                            local.Minute,
                            local.Second,
                            local.DayOfYear,
                            (int)local.DayOfWeek,
                            ISOWeek.GetWeekOfYear(local)),
                        (
                            time.Part(TimePart.Year),
                            time.Part(TimePart.Month),
                            time.Part(TimePart.Day),
                            time.Part(TimePart.Hour),
                            time.Part(TimePart.Minute),
                            time.Part(TimePart.Second),
                            time.Part(TimePart.Doy),
                            time.Part(TimePart.Dow),
                            time.Part(TimePart.Week)));
                });

    [Fact]
    public void What_is_written_is_read_as_the_same_and_sorts_as_time_does() =>
        Gen.Select(Times, Times, Gen.Int[0, 999_999_999], Gen.OneOf(0, 1, 10, 500_000_000))
            .Sample(
                (one, other, nanosecond, otherNanosecond) =>
                {
                    var (a, b) = (Of(one, nanosecond), Of(other, otherNanosecond));
                    Assert.Equal(a, Parse(Write(a)));
                    Assert.Equal(
                        (a.Instant, a.Nanosecond).CompareTo((b.Instant, b.Nanosecond)),
                        Math.Sign(string.CompareOrdinal(Write(a), Write(b))));
                });

    [Fact]
    public void A_cut_down_time_is_the_last_beginning_before_it() =>
        Gen.Select(Times, Gen.Enum<TimePart>())
            .Sample(
                (moment, part) =>
                {
                    if (part > TimePart.Second)
                        return;
                    var time = Of(moment, 5);
                    var start = time.Truncate(part);
                    Assert.Equal(start, start.Truncate(part));
                    Assert.True(start.Instant <= time.Instant);
                    Assert.Equal(time.Index(part), start.Index(part));
                    if (start.Instant > 0)
                        Assert.Equal(
                            time.Index(part) - 1,
                            Of(new DateTime((start.Instant - 1) * TimeSpan.TicksPerSecond), 0).Index(part));
                });

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Gen.OneOf(
                Gen.Byte.Array[0, 40],
                Gen.OneOf("2024-01-01", "T", "10:20", ":30", ".5", "Z", "+02:00", "-", "+", "99", " ")
                    .Array[0, 6]
                    .Select(pieces => Encoding.ASCII.GetBytes(string.Concat(pieces))))
            .Sample(bytes =>
            {
                if (IsoText.TryParse(bytes, out var time))
                    Assert.Equal(time.Day, Parse(Write(time)).Day);
            });

    private static IsoTime Of(DateTime moment, int nanosecond) =>
        new(
            (int)(moment.Ticks / TimeSpan.TicksPerDay),
            (int)(moment.Ticks % TimeSpan.TicksPerDay / TimeSpan.TicksPerSecond),
            nanosecond,
            0,
            0,
            HasTime: true);

    private static IsoTime Parse(string text)
    {
        Assert.True(IsoText.TryParse(Encoding.ASCII.GetBytes(text), out var time), text);
        return time;
    }

    private static string Write(IsoTime time)
    {
        var bytes = new byte[IsoTime.MaxLength];
        return Encoding.ASCII.GetString(bytes, 0, IsoText.Write(time, bytes));
    }
}
