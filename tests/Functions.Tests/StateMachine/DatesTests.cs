using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// Dates in the dataset come from the scheduled time or the start of the execution, however late a state is entered.
/// </summary>
public sealed class DatesTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private static readonly DateTimeOffset LeapDay = new(2028, 2, 29, 3, 0, 0, TimeSpan.Zero);

    private readonly StateMachineHarness _machine = new(dynalite);

    public async Task InitializeAsync()
    {
        await _machine.InitializeAsync();
        _machine.Write("2028-02-28/a.csv", "t\n1\n");
        _machine.Write("2028-02-29/a.csv", "t\n20\n");
    }

    public Task DisposeAsync() => _machine.DisposeAsync();

    [Theory]
    [InlineData("scheduled", """, "scheduledTime": "2028-02-29T03:00:00Z" """, 700, "t\n1\n")]
    [InlineData("started", "", 0, "t\n1\n")]
    [InlineData("started-later", "", 24, "t\n20\n")]
    [InlineData("in-a-zone", """, "timeZone": "America/New_York" """, 25, "t\n1\n")]
    public async Task Reads_the_files_of_the_day_before(string name, string more, int hoursLater, string expected)
    {
        _machine.StartTime = LeapDay.AddHours(hoursLater);
        var execution = await _machine.RunAsync(name, Request(more), new Dictionary<string, IReadOnlyList<Fault>>
        {
            ["Split"] = [new("States.Timeout", Runs: true), new("Lambda.ServiceException", Runs: false)],
        });
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.Equal(expected, _machine.FilesOf(name)["result.csv"]);
        var job = await _machine.Store.GetJobAsync(name);
        Assert.Equal(
            ("{date-1d:yyyy-MM-dd}/*.csv", _machine.StartTime), (job!.Request.Dataset.Single(), job.CreatedAt));
    }

    [Fact]
    public async Task A_redrive_looks_for_the_same_files()
    {
        _machine.StartTime = LeapDay.AddDays(2);
        var failed = await _machine.RunAsync("late", Request(""));
        Assert.Equal(("DatasetUnavailableException", "Split"), (failed.Error, failed.State));
        Assert.Contains(
            "matches \"2028-03-01/*.csv\" ({date-1d:yyyy-MM-dd}/*.csv at 2028-03-02 03:00 UTC).", failed.ErrorMessage,
            StringComparison.Ordinal);

        _machine.Write("2028-03-01/a.csv", "t\n300\n");
        var redriven = await _machine.RedriveAsync("late", failed);
        Assert.True(redriven.Succeeded, redriven.Cause);
        Assert.Equal("t\n300\n", _machine.FilesOf("late")["result.csv"]);
    }

    private static string Request(string more) =>
        $$"""
        {
          "dataset": "{date-1d:yyyy-MM-dd}/*.csv",
          "operation": { "type": "query", "sql": "SELECT t FROM dataset" }{{more}}
        }
        """;
}
