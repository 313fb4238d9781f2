using System.Text.RegularExpressions;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Sql;
using Pipeline.TestKit.Guides;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>What the guide says about the SQL is what the code does.</summary>
public sealed partial class ReadmeSqlTests : IDisposable
{
    private static readonly Guide Query = Guide.Read("functions/Operations/Query/README.md");
    private static readonly string Sql = Query.Text;

    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task The_query_over_times_runs()
    {
        _jobs.Write(
            "data.csv",
            "day,t\n2025-12-28,1\n2026-01-31,2\n2026-01-04,5\n2026-01-05,100\n2026-02-01T10:20:30+02:00,7\n");
        var query = Query
            .Examples.Select(example => example.Text)
            .Single(block => block.Contains("DATE_TRUNC", StringComparison.Ordinal));
        Assert.Equal(
            "month,median,warm,spread\n2026-01-01,3.5,4.7,2.12132034355964257\n2026-02-01T00:00:00+02:00,7,7,\n",
            (await _jobs.RunAsync(JobHarness.Query(query))).Text);
    }

    [Fact]
    public void Every_function_and_type_is_named()
    {
        foreach (var sql in (string[])["SELECT ZZZZZZZZ(a) FROM dataset", "SELECT CAST(a AS ZZZZZZZZ) FROM dataset"])
        {
            var refusal = Assert.Throws<InvalidRequestException>(() =>
                Binder.Bind(
                    SqlParser.Parse(sql),
                    sql,
                    new DelimitedFormat((byte)',', null, true, [new Column("a", ColumnKind.Text)])));
            var names = Names()
                .Matches(refusal.Message.Split("expected one of ")[1].Split('\n')[0])
                .Select(match => match.Value)
                .ToArray();
            Assert.True(names.Length > 10);
            Assert.All(names, name => Assert.Matches($@"\b{name}\b", Sql));
        }
    }

    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31 10:20")]
    [InlineData("2026-01-31T10:20:30.5Z")]
    [InlineData("2026-01-31T10:20:30+02:00")]
    public async Task The_forms_of_times_are_read(string time)
    {
        Assert.Contains($"`{time}`", Sql, StringComparison.Ordinal);
        _jobs.Write("data.csv", $"id,t\n1,{time}\n");
        var result = await _jobs.RunAsync(
            JobHarness.Query("SELECT CAST(t AS DATE) AS d, CAST(t AS TIMESTAMP) AS t FROM dataset"));
        Assert.StartsWith("d,t\n2026-01-31,2026-01-31T", result.Text, StringComparison.Ordinal);
        if (time.EndsWith("+02:00", StringComparison.Ordinal))
            Assert.Contains($"`{result.Text.Trim().Split(',')[^1]}`", Sql, StringComparison.Ordinal);
    }

    [GeneratedRegex("[A-Z_]{2,}")]
    private static partial Regex Names();
}
