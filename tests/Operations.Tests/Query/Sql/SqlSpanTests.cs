using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

public class SqlSpanTests
{
    [Theory]
    [InlineData("a . \"b\"\"c\"")]
    [InlineData("'it''s'")]
    [InlineData("+ a")]
    [InlineData("- - a")]
    [InlineData("NOT  a = b")]
    [InlineData("(a + b) * (c)")]
    [InlineData("( a )")]
    [InlineData("MIN( t )")]
    [InlineData("COUNT( * )")]
    [InlineData("a NOT LIKE 'x'")]
    [InlineData("a IN ( 1, 2 )")]
    [InlineData("a BETWEEN 1 AND (2)")]
    [InlineData("(a) IS NOT NULL")]
    [InlineData("CASE a WHEN 1 THEN 2 END")]
    [InlineData("CAST( a AS TEXT )")]
    public void The_place_of_an_expression_is_all_of_its_text(string text)
    {
        var sql = $"SELECT a, {text}  /* c */ , b FROM dataset";

        var span = SqlParser.Parse(sql).Items[1].Expression.Span;

        Assert.Equal(text, sql.Substring(span.Start, span.Length));
    }

    [Fact]
    public void Operands_have_places_of_their_own()
    {
        const string sql = "SELECT (a + 1) * f(b) FROM dataset";

        var product = Assert.IsType<BinarySyntax>(Assert.Single(SqlParser.Parse(sql).Items).Expression);

        Assert.Equal("(a + 1)", sql.Substring(product.Left.Span.Start, product.Left.Span.Length));
        Assert.Equal("f(b)", sql.Substring(product.Right.Span.Start, product.Right.Span.Length));
    }
}
