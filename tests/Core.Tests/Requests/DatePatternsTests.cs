using System.Globalization;
using CsCheck;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class DatePatternsTests
{
    private static readonly TimeZoneInfo Berlin = Zone("Europe/Berlin");

    private static readonly TimeZoneInfo[] Zones =
        [TimeZoneInfo.Utc, Berlin, Zone("America/St_Johns"), Zone("Australia/Lord_Howe"), Zone("Asia/Kolkata")];

    [Theory]
    [InlineData("sales/{date:yyyy-MM-dd}/*.csv", "sales/2026-03-01/*.csv")]
    [InlineData("{date-1d:yyyy/MM/dd}.csv", "2026/02/28.csv")]
    [InlineData("{date+1d:yyyyMMdd}.csv", "20260302.csv")]
    [InlineData("{date:yyyy-MM-dd HH:mm}", "2026-03-01 04:05")]
    [InlineData("{date-5h:yyyy_MM_dd.HH}", "2026_02_28.23")]
    [InlineData("{date-0d:dd}{date-9999d:yyyy}", "011998")]
    [InlineData("year={date:yyyy}/month={date-1d:MM}/{part-?,x}", "year=2026/month=02/{part-?,x}")]
    [InlineData("{dates}/{date_1}/{data}/{}.csv", "{dates}/{date_1}/{data}/{}.csv")]
    public void Dates_are_filled_in_and_other_text_stays(string path, string expected)
    {
        Assert.Null(DatePatterns.ValidationError(path));
        Assert.Equal(expected, DatePatterns.FillIn(path, Time("2026-03-01T04:05:59Z"), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("{date}", "found \"{date}\"")]
    [InlineData("a/{date:yyyy", "found \"{date:yyyy\"")]
    [InlineData("{date-1:yyyy}", "found \"{date-1:yyyy}\"")]
    [InlineData("{date-1w:yyyy}", "found \"{date-1w:yyyy}\"")]
    [InlineData("{date-10000d:yyyy}", "an offset of up to 9999 days or hours")]
    [InlineData("{date -1d:yyyy}", "found \"{date -1d:yyyy}\"")]
    [InlineData("{date:yyyy}-{Date:MM}", "found \"{Date:MM}\"")]
    [InlineData("{date:}", "found none of them in \"{date:}\"")]
    [InlineData("{date:--}", "found none of them in \"{date:--}\"")]
    [InlineData("{date:YYYY-MM}", "found \"YYYY\" in \"{date:YYYY-MM}\". Did you mean yyyy?")]
    [InlineData("{date:yyyy-MM-DD}", "found \"DD\" in \"{date:yyyy-MM-DD}\". Did you mean dd?")]
    [InlineData("{date:yyyy-M-d}", "found \"M\" in \"{date:yyyy-M-d}\".")]
    [InlineData("{date:yyyyy}", "found \"yyyyy\"")]
    [InlineData("{date:yyyy-MM-ddTHH}", "found \"T\"")]
    [InlineData("{date:yyyy*}", "found \"*\"")]
    [InlineData("{date:yyyy\\MM}", "found \"\\\"")]
    [InlineData("{date:yyyy'x'}", "found \"'\"")]
    [InlineData("{date:yyyy1}", "found \"1\"")]
    [InlineData("{date:yyyy-mm-dd}", "The month is MM.")]
    public void What_is_no_date_is_refused(string path, string expected) =>
        Assert.Contains(expected, DatePatterns.ValidationError(path), StringComparison.Ordinal);

    [Theory]
    // Leap days and ends of months and years.
    [InlineData("2028-03-01T00:00:00Z", "{date-1d:yyyy-MM-dd}", "2028-02-29")]
    [InlineData("2027-03-01T00:00:00Z", "{date-1d:yyyy-MM-dd}", "2027-02-28")]
    [InlineData("2000-03-01T00:00:00Z", "{date-1d:yyyy-MM-dd}", "2000-02-29")]
    [InlineData("2028-02-29T12:00:00Z", "{date-366d:yyyy-MM-dd}", "2027-02-28")]
    [InlineData("2027-01-01T02:00:00Z", "{date-3h:yyyy-MM-dd-HH}", "2026-12-31-23")]
    public void Offsets_go_by_the_calendar(string time, string pattern, string expected) =>
        Assert.Equal(expected, DatePatterns.FillIn(pattern, Time(time), TimeZoneInfo.Utc));

    [Theory]
    // Clocks go forward on 2026-03-29 at 01:00 UTC, and back on 2026-10-25 at 01:00 UTC.
    [InlineData("2026-03-29T22:30:00Z", "{date:yyyy-MM-dd-HH}", "2026-03-30-00")]
    [InlineData("2026-03-29T22:30:00Z", "{date-1d:yyyy-MM-dd-HH}", "2026-03-29-00")]
    [InlineData("2026-03-29T22:30:00Z", "{date-24h:yyyy-MM-dd-HH}", "2026-03-28-23")]
    [InlineData("2026-03-29T01:30:00Z", "{date-1h:HH}", "01")]
    [InlineData("2026-10-25T22:30:00Z", "{date-1d:yyyy-MM-dd-HH}", "2026-10-24-23")]
    [InlineData("2026-10-25T22:30:00Z", "{date-24h:yyyy-MM-dd-HH}", "2026-10-25-00")]
    [InlineData("2026-10-25T01:30:00Z", "{date-1h:HH}", "02")]
    [InlineData("2026-10-25T00:30:00Z", "{date-1h:HH}", "01")]
    public void Days_are_those_of_the_zone_and_hours_those_that_pass(string time, string pattern, string expected) =>
        Assert.Equal(expected, DatePatterns.FillIn(pattern, Time(time), Berlin));

    [Fact]
    public void A_day_before_is_the_day_before_in_every_zone_and_at_every_time() =>
        Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Int[0, Zones.Length - 1], Gen.Int[-9999, 9999])
            .Sample(
                (seconds, zone, days) =>
                {
                    var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
                    var today = DateOnly.ParseExact(
                        DatePatterns.FillIn("{date:yyyy-MM-dd}", time, Zones[zone]),
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture);
                    var then = string.Create(CultureInfo.InvariantCulture, $"{{date{days:+0;-0;+0}d:yyyy-MM-dd}}");
                    Assert.Null(DatePatterns.ValidationError(then));
                    Assert.Equal(
                        today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        DatePatterns.FillIn(then, time, Zones[zone]));
                });

    [Fact]
    public void An_offset_of_hours_is_the_time_so_many_hours_away() =>
        Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Int[-9999, 9999])
            .Sample(
                (seconds, hours) =>
                {
                    var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
                    var then = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{{date{hours:+0;-0;+0}h:yyyy-MM-dd HH:mm}}");
                    Assert.Equal(
                        DatePatterns.FillIn("{date:yyyy-MM-dd HH:mm}", time.AddHours(hours), Berlin),
                        DatePatterns.FillIn(then, time, Berlin));
                });

    [Fact]
    public void Any_text_is_either_refused_or_filled_in_to_one_without_dates() =>
        Gen.String[Gen.Char["{}date:yMdHm-+1h/*"], 0, 24]
            .Select(text => text.Replace("d:", "{date:", StringComparison.Ordinal))
            .Sample(text =>
            {
                if (DatePatterns.ValidationError(text) is not null)
                    return;
                Assert.False(
                    DatePatterns.Any(DatePatterns.FillIn(text, Time("2026-11-26T03:00:00Z"), TimeZoneInfo.Utc)));
            });

    private static DateTimeOffset Time(string text) =>
        IsoTime.TryParse(text, out var time) ? time : throw new ArgumentException(text);

    private static TimeZoneInfo Zone(string name) =>
        TimeZones.TryFind(name, out var zone, out var error) ? zone : throw new ArgumentException(error);
}
