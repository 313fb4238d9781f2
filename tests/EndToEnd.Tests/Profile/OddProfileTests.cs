using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Profile;

/// <summary>Files that are not as one would have them still have a profile, and the report says what is odd.</summary>
public sealed class OddProfileTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("a,b\n", 0, 2)]
    [InlineData("7", 1, 1)]
    [InlineData("a,b\n1,\n2,\n", 2, 2)]
    public async Task Files_with_next_to_nothing(string content, int records, int columns)
    {
        _jobs.Write("data.csv", content);
        var (json, html) = await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request());
        Assert.Equal(records, ProfileJobs.Read(json).GetProperty("records").GetInt32());
        Assert.Equal(columns, ProfileJobs.Columns(json).Count());
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_worth_a_look_is_said()
    {
        var rows = Enumerable
            .Range(0, 200)
            .Select(n =>
                $"{n},same,,{(n == 7 ? "n/a" : n % 10)},{(n % 2 == 0 ? "DE" : "de")},{(n == 3 ? " padded" : "x")},"
                    + $"{(n == 5 ? "soon" : $"2026-01-{n % 28 + 1:d2}")},{(n % 3 == 0 ? "1.5" : "1.50")},"
                    + $"{(n == 0 ? 1_000_000 : n % 7)}\n");
        _jobs.Write(
            "data.csv",
            "id,constant,nothing,t,country,word,day,price,far\n"
                + string.Concat(rows)
                + "5,same,,5,de,x,2026-01-06,1.50,5\n5,same,,5,de,x,2026-01-06,1.50,5\n");
        var request = ProfileJobs.Request() with
        {
            Format = new FormatRequest(Types: new SortedDictionary<string, ColumnKind> { ["t"] = ColumnKind.Number }),
        };

        var (json, _) = await ProfileJobs.RunAsync(_jobs, request);

        Assert.Equal(
            [
                "all-null",
                "constant",
                "duplicate-records",
                "far-out",
                "letter-case",
                "looks-like-dates",
                "misfits",
                "mixed-spelling",
                "placeholder",
                "spaces",
            ],
            ProfileJobs.Codes(json).Order(StringComparer.Ordinal).Distinct());
    }

    [Fact]
    public async Task Values_that_do_not_fit_are_no_bad_records()
    {
        _jobs.Write(
            "data.csv",
            "t\n" + string.Concat(Enumerable.Range(0, 200_000).Select(n => $"{n % 90}\n")) + "warm\nNaN\n");
        var (json, _) = await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request(blockSize: 100_000));
        var column = Assert.Single(ProfileJobs.Columns(json));
        Assert.Equal(
            (200_002, 2),
            (column.GetProperty("values").GetInt32(), column.GetProperty("misfits").GetProperty("count").GetInt32()));
        Assert.Contains("misfits", ProfileJobs.Codes(json));
    }

    [Fact]
    public async Task Invalid_UTF_8_is_counted_and_shown_as_such()
    {
        _jobs.Write("data.csv", [.. "word\n"u8, 0xFF, 0xFE, (byte)'\n', .. "ok\n"u8]);
        var (json, html) = await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request());
        Assert.Contains("invalid-utf8", ProfileJobs.Codes(json));
        Assert.Contains("\uFFFD\uFFFD", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_columns_than_are_profiled_are_said_to_be_left_out()
    {
        var names = Enumerable.Range(1, 1003).Select(n => $"a{n}").ToList();
        _jobs.Write(
            "data.csv",
            $"{string.Join(',', names)}\n{string.Join(',', names.Select((_, n) => n))}\n"
                + $"{string.Join(',', names.Select((_, n) => n + 1))}\n");
        var (json, _) = await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request());
        Assert.Equal(1000, ProfileJobs.Columns(json).Count());
        Assert.Equal("columns-left-out", ProfileJobs.Codes(json)[0]);
    }

    [Fact]
    public async Task Paths_of_JSON_Lines_are_columns()
    {
        _jobs.Write(
            "data.jsonl",
            "{\"user\": {\"name\": \"Ada\"}, \"n\": 1}\n{\"n\": 2.5, \"tags\": [1, 2]}\n{\"user\": null}\n");
        var (json, _) = await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request("data.jsonl"));
        Assert.Equal(
            ["user.name text 1", "n number 2", "tags text 1"],
            ProfileJobs
                .Columns(json)
                .Where(column => column.GetProperty("name").GetString() != "user")
                .Select(column =>
                    $"{column.GetProperty("name")} {column.GetProperty("kind")} {column.GetProperty("values")}"));
    }
}
