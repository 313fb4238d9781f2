using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class IsoTimeTests
{
    [Theory]
    [InlineData("2026-11-26T03:00:00Z", "2026-11-26T03:00:00Z")]
    [InlineData("2026-11-26T03:00Z", "2026-11-26T03:00:00Z")]
    [InlineData("2026-11-26T03:00:00.000Z", "2026-11-26T03:00:00Z")]
    [InlineData("2026-11-26T03:00:00.1234567Z", "2026-11-26T03:00:00.1234567Z")]
    [InlineData("2026-11-26T00:30:00+01:00", "2026-11-25T23:30:00Z")]
    [InlineData("2026-11-25T22:15-01:45", "2026-11-26T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("2028-02-29T23:59:59Z", "2028-02-29T23:59:59Z")]
    public void A_time_with_its_zone_is_an_instant(string text, string expected)
    {
        Assert.True(IsoTime.TryParse(text, out var instant));
        Assert.Equal(expected, IsoTime.Format(instant));
        Assert.True(IsoTime.TryParse(expected, out var again));
        Assert.Equal((instant, TimeSpan.Zero), (again, instant.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-26")]
    [InlineData("2026-11-26T03:00:00")]
    [InlineData("2026-11-26 03:00:00Z")]
    [InlineData("2026-11-26t03:00:00z")]
    [InlineData("2026-11-26T03:00:00+01")]
    [InlineData("2026-11-26T03:00:00 Z")]
    [InlineData(" 2026-11-26T03:00:00Z")]
    [InlineData("2026-02-29T03:00:00Z")]
    [InlineData("2026-11-26T24:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("9900-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void What_leaves_the_instant_open_is_none(string text) => Assert.False(IsoTime.TryParse(text, out _));
}
