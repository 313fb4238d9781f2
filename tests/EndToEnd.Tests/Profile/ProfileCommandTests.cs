using Pipeline.TestKit.Guides;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Profile;

public sealed class ProfileCommandTests : IDisposable
{
    private readonly CommandRoot _root = new();

    private static readonly Guide Profile = Guide.Read("functions/Operations/Profile/README.md");

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_profile_is_a_line_for_each_column_and_two_files()
    {
        _root.Write(
            "w.csv",
            "station,t\n"
                + string.Concat(Enumerable.Range(0, 40).Select(n => $"S{n % 2},{(n % 10 == 0 ? "" : $"{n}.5")}\n")));

        var end = await _root.RunAsync("run", "--dataset", "w.csv", "--operation", "profile", "--job", "j");

        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal(
            """
            column   kind      NULL  distinct  min   max  mean  most frequent
            -------  ------  ------  --------  ---  ----  ----  -------------
            station  text     0.0 %         2   S0    S1        S0 (50.0 %)
            t        number  10.0 %        36  1.5  39.5  20.5  1.5 (2.8 %)

            """,
            end.Output);
        Assert.Contains("jobs/j/result.json", end.Errors, StringComparison.Ordinal);
        Assert.Contains("jobs/j/result.html", end.Errors, StringComparison.Ordinal);
        Assert.True(_root.Exists("jobs/j/result.json") && _root.Exists("jobs/j/result.html"));
    }

    [Fact]
    public async Task Block_size_and_workers_do_not_change_the_files()
    {
        _root.Write(
            "w.csv",
            "station,t\n" + string.Concat(Enumerable.Range(0, 5000).Select(n => $"S{n % 17},{n * 31 % 997}.{n % 10}\n"))
        );
        foreach (var (job, blockSize, workers) in new[] { ("a", "1MiB", "1"), ("b", "3KiB", "4"), ("c", "20KiB", "1") })
        {
            var end = await _root.RunAsync(
                "run",
                "--dataset",
                "w.csv",
                "--operation",
                "profile",
                "--job",
                job,
                "--block-size",
                blockSize,
                "--workers",
                workers,
                "--json");
            Assert.True(end.ExitCode == 0, end.Errors);
            Assert.Equal(5000, CommandRoot.Json(end).GetProperty("records").GetInt32());
            foreach (var file in (string[])["result.json", "result.html"])
                Assert.Equal(_root.Read($"jobs/a/{file}"), _root.Read($"jobs/{job}/{file}"));
        }
    }

    [Fact]
    public async Task An_operation_may_be_given_as_JSON_with_its_settings()
    {
        _root.Write("w.csv", "station,t\nA,1\nB,2\n");
        var end = await _root.RunAsync(
            "run",
            "--dataset",
            "w.csv",
            "--operation",
            """{"type": "profile", "columns": ["t"]}""",
            "--output",
            "csv",
            "--job",
            "j");
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Single(ProfileJobs.Columns(_root.Read("jobs/j/result.json")));
    }

    [Fact]
    public async Task What_the_guide_shows_runs()
    {
        Directory.CreateDirectory(Path.Combine(_root.Path, "orders"));
        _root.Write("orders/1.csv", "customer,price,note\nA,1.5,\nB,2,x\n");
        var request = _root.Write("request.json", Profile.Example("json"));

        var asked = await _root.RunAsync("run", request, "--job", "a");
        var plain = await _root.RunAsync("run", "--dataset", "orders/*.csv", "--operation", "profile", "--job", "b");

        Assert.True(asked.ExitCode == 0 && plain.ExitCode == 0, asked.Errors + plain.Errors);
        Assert.Equal(
            (2, 3),
            (
                ProfileJobs.Columns(_root.Read("jobs/a/result.json")).Count(),
                ProfileJobs.Columns(_root.Read("jobs/b/result.json")).Count()));
    }

    [Fact]
    public async Task The_errors_in_the_guide_are_those_of_the_result()
    {
        var rows = Enumerable.Range(0, 20_000).Select(n => $"{n}.5\n");
        _root.Write("w.csv", "t\n" + string.Concat(rows));
        var end = await _root.RunAsync("run", "--dataset", "w.csv", "--operation", "profile", "--job", "j");
        Assert.True(end.ExitCode == 0, end.Errors);
        var column = Assert.Single(ProfileJobs.Columns(_root.Read("jobs/j/result.json")));
        foreach (var (value, unit) in new[]
            {
                (column.GetProperty("distinct").GetProperty("relativeError"), "a standard error of {0:0.##} %"),
                (
                    column.GetProperty("numbers").GetProperty("quantiles").GetProperty("relativeError"),
                    "within {0:0.##} % of the reported value"),
            })
        {
            Assert.Contains(
                string.Format(
                    System.Globalization.CultureInfo.InvariantCulture,
                    unit,
                    Math.Round(value.GetDouble() * 100, 2, MidpointRounding.AwayFromZero)),
                Profile.Text,
                StringComparison.Ordinal);
        }
        Assert.Contains(
            $"a sample of {column.GetProperty("frequent").GetProperty("sampled").GetInt32():N0} values",
            Profile.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_takes_it_too()
    {
        _root.Write("w.csv", "station,t\nA,1\n");
        var end = await _root.RunAsync("plan", "--dataset", "w.csv", "--operation", "profile");
        Assert.True(end.ExitCode == 0, end.Errors);
    }

    [Theory]
    [InlineData(
        "--sql and --operation cannot be combined",
        "--operation",
        "profile",
        "--sql",
        "SELECT COUNT(*) FROM dataset")]
    [InlineData("Did you mean \"profile\"?", "--operation", "profil")]
    [InlineData("found invalid JSON", "--operation", "{type: profile}")]
    [InlineData("Did you mean \"columns\"?", "--operation", """{"type": "profile", "colums": []}""")]
    public async Task Mistakes_are_named(string message, params string[] arguments)
    {
        _root.Write("w.csv", "station,t\nA,1\n");
        var end = await _root.RunAsync(["run", "--dataset", "w.csv", .. arguments]);
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(message, end.Errors, StringComparison.Ordinal);
        Assert.False(_root.Exists("jobs"));
    }
}
