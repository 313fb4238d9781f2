using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class DatasetDatesTests
{
    private const string Dataset =
        """ "dataset": ["a.csv", "sales/{date-1d:yyyy-MM-dd}/*.csv"], "operation": { "type": "profile" } """;

    private static readonly DateTimeOffset Created = new(2026, 11, 26, 23, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Without_a_scheduled_time_the_jobs_own_counts() =>
        AssertMeans(
            Dataset,
            "sales/2026-11-25/*.csv",
            "sales/{date-1d:yyyy-MM-dd}/*.csv at 2026-11-26 23:30 UTC",
            dependOnJob: true);

    [Fact]
    public void A_zone_tells_the_date() =>
        AssertMeans(
            Dataset + """, "timeZone": "Europe/Berlin" """,
            "sales/2026-11-26/*.csv",
            "sales/{date-1d:yyyy-MM-dd}/*.csv at 2026-11-27 00:30 Europe/Berlin",
            dependOnJob: true);

    [Fact]
    public void The_scheduled_time_counts_and_its_offset_is_no_zone() =>
        AssertMeans(
            Dataset + """, "scheduledTime": "2026-03-02T00:30:00+01:00" """,
            "sales/2026-02-28/*.csv",
            "sales/{date-1d:yyyy-MM-dd}/*.csv at 2026-03-01 23:30 UTC",
            dependOnJob: false);

    [Fact]
    public void A_dataset_without_dates_stays_as_it_is()
    {
        var request = JobRequestReader.Read(
            """{ "dataset": "{a}/*.csv", "operation": { "type": "profile" }, "scheduledTime":"""
                + """ "2026-03-02T00:30:00Z" }"""
        );
        Assert.Equal([new DatasetPath("{a}/*.csv")], DatasetDates.FillIn(request, Created));
        Assert.False(DatasetDates.DependOnJob(request with { ScheduledTime = null }));
    }

    private static void AssertMeans(string fields, string path, string origin, bool dependOnJob)
    {
        var request = JobRequestReader.Read($"{{ {fields} }}");
        Assert.Equal([new DatasetPath("a.csv"), new DatasetPath(path, origin)], DatasetDates.FillIn(request, Created));
        Assert.Equal(dependOnJob, DatasetDates.DependOnJob(request));
        Assert.Equal(["a.csv", "sales/{date-1d:yyyy-MM-dd}/*.csv"], request.Dataset);
    }
}
