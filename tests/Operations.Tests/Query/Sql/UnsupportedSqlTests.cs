using Pipeline.Core.Errors;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

public class UnsupportedSqlTests
{
    // «» enclose the place that the message marks.
    [Theory]
    [InlineData("SELECT * FROM dataset «JOIN» b ON a = b", "JOIN is not supported: the only table is dataset")]
    [InlineData("SELECT * FROM dataset «left» JOIN b ON a = b", "JOIN is not supported: the only table is dataset")]
    [InlineData("SELECT * FROM dataset «CROSS» JOIN b", "JOIN is not supported: the only table is dataset")]
    [InlineData("SELECT a FROM dataset«,» b", "a second table is not supported: the only table is dataset")]
    [InlineData("SELECT a FROM «weather»", "unknown table: the only table is dataset")]
    [InlineData("SELECT a FROM «'weather.csv'»", "unknown table: the only table is dataset")]
    [InlineData(
        "SELECT d.a FROM dataset «d» WHERE b",
        "dataset cannot have an alias: remove the alias, and write columns without a table")]
    [InlineData(
        "SELECT d.a FROM dataset «d»;",
        "dataset cannot have an alias: remove the alias, and write columns without a table")]
    [InlineData(
        "SELECT d.a FROM dataset «AS» d",
        "dataset cannot have an alias: remove the alias, and write columns without a table")]
    [InlineData(
        "SELECT a FROM dataset «UNION» ALL SELECT b FROM dataset",
        "UNION is not supported: a query is one SELECT; run several queries as separate jobs")]
    [InlineData(
        "SELECT a «INTERSECT» SELECT b FROM dataset",
        "INTERSECT is not supported: a query is one SELECT; run several queries as separate jobs")]
    [InlineData(
        "SELECT a FROM dataset WHERE b «except» SELECT b FROM dataset",
        "EXCEPT is not supported: a query is one SELECT; run several queries as separate jobs")]
    [InlineData(
        "«WITH» x AS (SELECT 1) SELECT * FROM x",
        "WITH is not supported: a query is one SELECT, and the only table is dataset")]
    [InlineData(
        "SELECT a FROM «(»SELECT b FROM dataset)",
        "subqueries are not supported: a query is one SELECT, and the only table is dataset")]
    [InlineData(
        "SELECT (a + («SELECT» 1)) FROM dataset",
        "subqueries are not supported: a query is one SELECT, and the only table is dataset")]
    [InlineData(
        "SELECT a FROM dataset WHERE a IN («SELECT» b FROM dataset)",
        "subqueries are not supported: a query is one SELECT, and the only table is dataset")]
    [InlineData(
        "SELECT a FROM dataset WHERE EXISTS («SELECT» b FROM dataset)",
        "subqueries are not supported: a query is one SELECT, and the only table is dataset")]
    [InlineData(
        "SELECT SUM(a) «OVER» (PARTITION BY b) FROM dataset",
        "window functions (OVER) are not supported: aggregates apply to the groups of GROUP BY")]
    [InlineData(
        "SELECT a FROM dataset ORDER BY SUM(a) «over» ()",
        "window functions (OVER) are not supported: aggregates apply to the groups of GROUP BY")]
    [InlineData(
        "SELECT COUNT(*) «FILTER» (WHERE a) FROM dataset",
        "FILTER is not supported: select values with CASE, as in SUM(CASE WHEN a = 1 THEN b END)")]
    [InlineData(
        "SELECT «DISTINCT» a FROM dataset",
        "SELECT DISTINCT is not supported: use GROUP BY with the same columns to get each row once")]
    [InlineData(
        "SELECT a FROM dataset LIMIT 5 «OFFSET» 3",
        "OFFSET is not supported: LIMIT returns the first rows of the ORDER BY")]
    [InlineData(
        "SELECT a FROM dataset «OFFSET» 3",
        "OFFSET is not supported: LIMIT returns the first rows of the ORDER BY")]
    [InlineData(
        "SELECT a FROM dataset LIMIT 5«,» 3",
        "OFFSET is not supported: LIMIT returns the first rows of the ORDER BY")]
    [InlineData("SELECT a FROM dataset «FETCH» FIRST 5 ROWS ONLY", "FETCH is not supported: write LIMIT and a number")]
    [InlineData("SELECT a FROM dataset LIMIT «1.5»", "LIMIT needs a whole number of records up to 9223372036854775807")]
    [InlineData("SELECT a FROM dataset LIMIT «1e3»", "LIMIT needs a whole number of records up to 9223372036854775807")]
    [InlineData(
        "SELECT a FROM dataset LIMIT «9223372036854775808»",
        "LIMIT needs a whole number of records up to 9223372036854775807")]
    [InlineData("SELECT a FROM dataset LIMIT «-»1", "unexpected -, expected a whole number of records")]
    [InlineData("SELECT a FROM dataset LIMIT «ALL»", "unexpected name ALL, expected a whole number of records")]
    [InlineData(
        "«INSERT» INTO dataset VALUES (1)",
        "INSERT is not supported: a query can only read data and must start with SELECT")]
    [InlineData(
        "«update» dataset SET a = 1",
        "UPDATE is not supported: a query can only read data and must start with SELECT")]
    [InlineData(
        "«DELETE» FROM dataset",
        "DELETE is not supported: a query can only read data and must start with SELECT")]
    [InlineData(
        "«CREATE» TABLE x (a INT)",
        "CREATE is not supported: a query can only read data and must start with SELECT")]
    [InlineData("SELECT a FROM dataset WHERE a = «?»", "parameters are not supported: write the value itself")]
    [InlineData("SELECT a FROM dataset WHERE a = «$1»", "parameters are not supported: write the value itself")]
    [InlineData("SELECT a FROM dataset LIMIT «:most»", "parameters are not supported: write the value itself")]
    [InlineData("SELECT a FROM dataset WHERE a «ILIKE» 'x%'", "ILIKE is not supported: write LOWER(x) LIKE 'pattern'")]
    [InlineData(
        "SELECT a FROM dataset WHERE a NOT «ilike» 'x%'",
        "ILIKE is not supported: write LOWER(x) LIKE 'pattern'")]
    [InlineData(
        "SELECT a FROM dataset WHERE a LIKE '!%' «ESCAPE» '!'",
        "ESCAPE is not supported: in a pattern, % and _ are always wildcards")]
    [InlineData(
        "SELECT a FROM dataset WHERE a «SIMILAR» TO 'x'",
        "SIMILAR is not supported: write a LIKE pattern with % and _")]
    [InlineData(
        "SELECT CAST(a AS DECIMAL«(»10, 2)) FROM dataset",
        "a type cannot have a size: a number keeps all its digits, and ROUND(x, places) rounds it")]
    [InlineData("SELECT a«::»int FROM dataset", ":: is not supported: write CAST(x AS type)")]
    [InlineData(
        "SELECT a FROM dataset WHERE d > TIME «'10:20'»",
        "there is no type TIME: write DATE '2026-01-31' or TIMESTAMP '2026-01-31T10:20:30Z'")]
    [InlineData(
        "SELECT d + INTERVAL «'1 day'» FROM dataset",
        "intervals are not supported: write DATE_DIFF('day', from, to) for the difference between two times")]
    [InlineData(
        "SELECT d + INTERVAL «1» DAY FROM dataset",
        "intervals are not supported: write DATE_DIFF('day', from, to) for the difference between two times")]
    [InlineData(
        "SELECT d «AT» TIME ZONE 'UTC' FROM dataset",
        "AT TIME ZONE is not supported: times are in UTC unless they have an offset")]
    [InlineData(
        "SELECT QUANTILE(a, 0.5) «WITHIN» GROUP (ORDER BY a) FROM dataset",
        "WITHIN GROUP is not supported: write QUANTILE(x, q)")]
    [InlineData("SELECT SUM(«*») FROM dataset", "only COUNT supports *: name a column, as in SUM(x)")]
    [InlineData(
        "SELECT *«,» a FROM dataset",
        "* must be the only item, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT a, «*» FROM dataset",
        "* must be the only item, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT dataset.«*» FROM dataset",
        "* must be the only item, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT COUNT(DISTINCT «*») FROM dataset",
        "* must be the only item, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT a = «NOT» b FROM dataset",
        "NOT binds less tightly than the operator before it: put NOT and its operand in parentheses")]
    [InlineData(
        "SELECT a FROM dataset; «SELECT» b FROM dataset",
        "a query ends at its semicolon, and a job runs only one query")]
    [InlineData("SELECT «\"f\"»(a) FROM dataset", "write a function's name without quotes")]
    public void What_this_SQL_has_not_is_refused_by_name(string marked, string message) => Invalid(marked, message);

    [Theory]
    [InlineData("«»", "the query is empty, expected SELECT")]
    [InlineData("«» -- nothing", "the query is empty, expected SELECT")]
    [InlineData("SELECT a «FORM» dataset", "unexpected name FORM, expected FROM")]
    [InlineData("SELECT«» -- more", "unexpected end of the query, expected * or an expression")]
    [InlineData("SELECT a«»\n", "unexpected end of the query, expected FROM")]
    [InlineData("SELECT a,\n  b +\n«FROM» dataset", "unexpected FROM, expected an expression")]
    [InlineData("«SELCT» a FROM dataset", "unexpected name SELCT, expected SELECT")]
    [InlineData(
        "SELECT a FROM dataset «WERE» a = 1",
        "unexpected name WERE, expected WHERE, GROUP BY, HAVING, ORDER BY, LIMIT or the end of the query")]
    [InlineData(
        "SELECT a FROM dataset WHERE a «b»",
        "unexpected name b, expected GROUP BY, HAVING, ORDER BY, LIMIT or the end of the query")]
    [InlineData(
        "SELECT a FROM dataset ORDER BY a «WHERE» b",
        "unexpected WHERE, expected LIMIT or the end of the query")]
    [InlineData(
        "SELECT a FROM dataset LIMIT 1 «,»",
        "OFFSET is not supported: LIMIT returns the first rows of the ORDER BY")]
    [InlineData("SELECT a FROM dataset LIMIT 1 «)»", "unexpected ), expected the end of the query")]
    [InlineData("SELECT a FROM dataset GROUP «a»", "unexpected name a, expected BY")]
    [InlineData("SELECT a FROM dataset ORDER BY a NULLS «b»", "unexpected name b, expected FIRST or LAST")]
    [InlineData("SELECT (a «b») FROM dataset", "unexpected name b, expected )")]
    [InlineData("SELECT a FROM dataset WHERE a IN («)»", "unexpected ), expected an expression")]
    [InlineData("SELECT EXTRACT(year«,» a) FROM dataset", "unexpected ,, expected FROM")]
    [InlineData(
        "SELECT EXTRACT(«5» FROM a) FROM dataset",
        "unexpected number 5, expected a part of a time, such as YEAR")]
    [InlineData("SELECT a FROM dataset WHERE a IS «5»", "unexpected number 5, expected NULL")]
    [InlineData("SELECT a FROM dataset WHERE a NOT «'x'»", "unexpected text 'x', expected LIKE, IN or BETWEEN")]
    [InlineData("SELECT CASE WHEN a THEN b «FROM» dataset", "unexpected FROM, expected END")]
    [InlineData("SELECT CASE a «END» FROM dataset", "unexpected END, expected WHEN")]
    [InlineData(
        "SELECT a, «desc» FROM dataset",
        "unexpected DESC, expected an expression; DESC is a keyword: to use it as a name, write \"desc\"")]
    [InlineData(
        "SELECT a AS «end» FROM dataset",
        "unexpected END, expected a name; END is a keyword: to use it as a name, write \"end\"")]
    [InlineData(
        "SELECT a AS «'b'» FROM dataset",
        "unexpected text 'b', expected a name: quote names with double quotes")]
    [InlineData(
        "SELECT a FROM dataset LIMIT «'a text of more than thirty characters'»",
        "unexpected text 'a text of more than thirty ch…, expected a whole number of records")]
    public void A_slip_says_what_was_expected(string marked, string message) => Invalid(marked, message);

    [Theory]
    [InlineData("SELECT a FROM dataset WHERE a = «'»open\nFROM", "this text is not closed, expected '")]
    [InlineData("SELECT «'»it''s FROM dataset", "this text is not closed, expected '")]
    [InlineData("SELECT «\"»a FROM dataset", "this quoted name is not closed, expected \"")]
    [InlineData("SELECT «`»a FROM dataset", "this quoted name is not closed, expected `")]
    [InlineData("SELECT a «/*» FROM dataset /", "this comment is not closed, expected */")]
    [InlineData("SELECT a «#» FROM dataset", "unexpected character #")]
    [InlineData("SELECT «😀» FROM dataset", "unexpected character 😀")]
    [InlineData("SELECT a«\u200b» FROM dataset", "unexpected character U+200B")]
    [InlineData(
        "SELECT «‘»a’ FROM dataset",
        "unexpected character ‘: write text in plain single quotes and names in plain double quotes")]
    [InlineData("SELECT «12km» FROM dataset", "12km is not a number")]
    [InlineData("SELECT «1.2.3» FROM dataset", "1.2.3 is not a number")]
    [InlineData("SELECT «1.» FROM dataset", "1. is not a number")]
    [InlineData("SELECT «1e» FROM dataset", "1e is not a number")]
    [InlineData("SELECT «0x1F» FROM dataset", "0x1F is not a number")]
    public void What_no_query_contains_is_refused_at_its_place(string marked, string message) =>
        Invalid(marked, message);

    // Not a row above: attributes cannot hold half a character.
    [Fact]
    public void Half_a_character_is_refused_at_its_place() =>
        Invalid("SELECT «\ud800» FROM dataset", "unexpected character U+D800");

    private static void Invalid(string marked, string message)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var length = marked.IndexOf('»', StringComparison.Ordinal) - start - 1;
        var sql = marked.Remove(start + 1 + length, 1).Remove(start, 1);

        var refusal = Assert.Throws<InvalidRequestException>(() => SqlParser.Parse(sql));

        Assert.Equal(SqlError.At(sql, new SqlSpan(start, length), message).Message, refusal.Message);
    }
}
