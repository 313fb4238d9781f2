using Pipeline.Core.Errors;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

public class SqlLimitsTests
{
    [Theory]
    [InlineData("(", "a", ")")]
    [InlineData("f(a, ", "a", ")")]
    [InlineData("CASE WHEN a THEN 1 ELSE ", "a", " END")]
    [InlineData("CAST(", "a", " AS TEXT)")]
    public void Nesting_has_a_limit(string open, string inside, string close)
    {
        SqlParser.Parse(Nested(SqlLimits.Nesting));

        var refusal = Assert.Throws<InvalidRequestException>(() => SqlParser.Parse(Nested(SqlLimits.Nesting + 1)));
        Assert.Contains("nested more than 200 levels deep", refusal.Message, StringComparison.Ordinal);

        string Nested(int depth) =>
            $"SELECT {Repeat(open, depth)}{inside}{Repeat(close, depth)} FROM dataset";
    }

    [Theory]
    [InlineData("a OR ")]
    [InlineData("a + ")]
    [InlineData("NOT ")]
    [InlineData("- ")]
    public void The_number_of_operators_has_a_limit(string term)
    {
        SqlParser.Parse($"SELECT {Repeat(term, SqlLimits.Operators)}a FROM dataset");

        foreach (var count in new[] { SqlLimits.Operators + 1, 20_000 })
        {
            var refusal = Assert.Throws<InvalidRequestException>(
                () => SqlParser.Parse($"SELECT {Repeat(term, count)}a FROM dataset"));
            Assert.Contains("at most 1,000 operators", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_may_have_any_length()
    {
        var items = string.Join(", ", Enumerable.Range(0, 10_000).Select(i => -i));

        var list = Assert.IsType<InSyntax>(SqlParser.Parse($"SELECT a FROM dataset WHERE a IN ({items})").Where);

        Assert.Equal(10_000, list.Items.Count);
    }

    [Fact]
    public void Steps_of_a_path_called_case_are_no_nesting()
    {
        var items = string.Join(", ", Enumerable.Repeat("a.case, a.not", 2_000));

        Assert.Equal(4_000, SqlParser.Parse($"SELECT {items} FROM dataset").Items.Count);
    }

    [Fact]
    public void A_query_within_the_limits_that_a_small_stack_cannot_hold_is_refused()
    {
        var nested = Enumerable.Range(0, 140).Aggregate("a", (inner, _) => $"a OR a AND a = a || a + a * -({inner})");
        SqlParser.Parse($"SELECT {nested} FROM dataset");

        Exception? thrown = null;
        var thread = new Thread(
            () => thrown = Record.Exception(() => SqlParser.Parse($"SELECT {nested} FROM dataset")),
            maxStackSize: 192 * 1024);
        thread.Start();
        thread.Join();

        Assert.Contains("too deeply", Assert.IsType<InvalidRequestException>(thrown).Message, StringComparison.Ordinal);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
