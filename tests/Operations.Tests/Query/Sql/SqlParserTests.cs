using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

public class SqlParserTests
{
    [Theory]
    [InlineData("SELECT * FROM dataset", "(select *)")]
    [InlineData("select a from DataSet;", "(select (items a))")]
    [InlineData("SELECT a FROM \"dataset\"", "(select (items a))")]
    [InlineData("SELECT a b, c AS d FROM dataset", "(select (items (as a \"b\") (as c \"d\")))")]
    [InlineData("SELECT a \"b c\", d AS `e f` FROM dataset", "(select (items (as a \"b c\") (as d \"e f\")))")]
    [InlineData("SELECT a first, b AS over FROM dataset", "(select (items (as a \"first\") (as b \"over\")))")]
    [InlineData("SELECT a FROM dataset WHERE b > 1", "(select (items a) (where (> b 1)))")]
    [InlineData("SELECT a FROM dataset GROUP BY a, b + 1", "(select (items a) (group a (+ b 1)))")]
    [InlineData("SELECT a FROM dataset GROUP BY 1 ORDER BY 1", "(select (items a) (group 1) (order (asc 1)))")]
    [InlineData("SELECT a FROM dataset HAVING COUNT(*) > 1", "(select (items a) (having (> (COUNT *) 1)))")]
    [InlineData(
        "SELECT a FROM dataset ORDER BY a DESC, b ASC, c",
        "(select (items a) (order (desc a) (asc b) (asc c)))")]
    [InlineData(
        "SELECT a FROM dataset ORDER BY a NULLS FIRST, b DESC nulls first, c NULLS LAST",
        "(select (items a) (order (asc a nulls-first) (desc b nulls-first) (asc c)))")]
    [InlineData(
        "SELECT nulls FROM dataset ORDER BY nulls NULLS FIRST",
        "(select (items nulls) (order (asc nulls nulls-first)))")]
    [InlineData("SELECT a FROM dataset LIMIT 0", "(select (items a) (limit 0))")]
    [InlineData("SELECT a FROM dataset LIMIT 9223372036854775807", "(select (items a) (limit 9223372036854775807))")]
    [InlineData(
        "select a from dataset where b group by c having d order by e limit 5 ;",
        "(select (items a) (where b) (group c) (having d) (order (asc e)) (limit 5))")]
    public void A_query_is_read_clause_by_clause(string sql, string expected) =>
        Assert.Equal(expected, SyntaxText.Of(SqlParser.Parse(sql)));
}
