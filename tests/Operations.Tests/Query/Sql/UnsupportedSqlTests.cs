using Pipeline.Core.Errors;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

public class UnsupportedSqlTests
{
    // The place that the message marks stands in «».
    [Theory]
    [InlineData("SELECT * FROM dataset «JOIN» b ON a = b", "JOIN is not supported: there is one table, dataset")]
    [InlineData("SELECT * FROM dataset «left» JOIN b ON a = b", "JOIN is not supported: there is one table, dataset")]
    [InlineData("SELECT * FROM dataset «CROSS» JOIN b", "JOIN is not supported: there is one table, dataset")]
    [InlineData("SELECT a FROM dataset«,» b", "a second table is not supported: there is one table, dataset")]
    [InlineData("SELECT a FROM «weather»", "there is one table, dataset")]
    [InlineData("SELECT a FROM «'weather.csv'»", "there is one table, dataset")]
    [InlineData(
        "SELECT d.a FROM dataset «d» WHERE b",
        "dataset takes no other name: leave it out, columns are named without a table")]
    [InlineData(
        "SELECT d.a FROM dataset «d»;",
        "dataset takes no other name: leave it out, columns are named without a table")]
    [InlineData(
        "SELECT d.a FROM dataset «AS» d",
        "dataset takes no other name: leave it out, columns are named without a table")]
    [InlineData(
        "SELECT a FROM dataset «UNION» ALL SELECT b FROM dataset",
        "UNION is not supported: a query is one SELECT, several can be run as jobs of their own")]
    [InlineData(
        "SELECT a «INTERSECT» SELECT b FROM dataset",
        "INTERSECT is not supported: a query is one SELECT, several can be run as jobs of their own")]
    [InlineData(
        "SELECT a FROM dataset WHERE b «except» SELECT b FROM dataset",
        "EXCEPT is not supported: a query is one SELECT, several can be run as jobs of their own")]
    [InlineData(
        "«WITH» x AS (SELECT 1) SELECT * FROM x",
        "WITH is not supported: a query is one SELECT, and there is one table, dataset")]
    [InlineData(
        "SELECT a FROM «(»SELECT b FROM dataset)",
        "subqueries are not supported: a query is one SELECT, and there is one table, dataset")]
    [InlineData(
        "SELECT (a + («SELECT» 1)) FROM dataset",
        "subqueries are not supported: a query is one SELECT, and there is one table, dataset")]
    [InlineData(
        "SELECT a FROM dataset WHERE a IN («SELECT» b FROM dataset)",
        "subqueries are not supported: a query is one SELECT, and there is one table, dataset")]
    [InlineData(
        "SELECT a FROM dataset WHERE EXISTS («SELECT» b FROM dataset)",
        "subqueries are not supported: a query is one SELECT, and there is one table, dataset")]
    [InlineData(
        "SELECT SUM(a) «OVER» (PARTITION BY b) FROM dataset",
        "window functions (OVER) are not supported: aggregates go over the groups of GROUP BY")]
    [InlineData(
        "SELECT a FROM dataset ORDER BY SUM(a) «over» ()",
        "window functions (OVER) are not supported: aggregates go over the groups of GROUP BY")]
    [InlineData(
        "SELECT COUNT(*) «FILTER» (WHERE a) FROM dataset",
        "FILTER is not supported: choose values with CASE, as in SUM(CASE WHEN a = 1 THEN b END)")]
    [InlineData(
        "SELECT «DISTINCT» a FROM dataset",
        "SELECT DISTINCT is not supported: GROUP BY the same columns gives each row once")]
    [InlineData(
        "SELECT a FROM dataset LIMIT 5 «OFFSET» 3",
        "OFFSET is not supported: LIMIT takes the first rows of the ORDER BY")]
    [InlineData(
        "SELECT a FROM dataset «OFFSET» 3",
        "OFFSET is not supported: LIMIT takes the first rows of the ORDER BY")]
    [InlineData(
        "SELECT a FROM dataset LIMIT 5«,» 3",
        "OFFSET is not supported: LIMIT takes the first rows of the ORDER BY")]
    [InlineData("SELECT a FROM dataset «FETCH» FIRST 5 ROWS ONLY", "FETCH is not supported: write LIMIT and a number")]
    [InlineData("SELECT a FROM dataset LIMIT «1.5»", "LIMIT takes a whole number of records up to 9223372036854775807")]
    [InlineData("SELECT a FROM dataset LIMIT «1e3»", "LIMIT takes a whole number of records up to 9223372036854775807")]
    [InlineData(
        "SELECT a FROM dataset LIMIT «9223372036854775808»",
        "LIMIT takes a whole number of records up to 9223372036854775807")]
    [InlineData("SELECT a FROM dataset LIMIT «-»1", "unexpected -, expected a whole number of records")]
    [InlineData("SELECT a FROM dataset LIMIT «ALL»", "unexpected name ALL, expected a whole number of records")]
    [InlineData(
        "«INSERT» INTO dataset VALUES (1)",
        "INSERT is not supported: a query only reads, and begins with SELECT")]
    [InlineData("«update» dataset SET a = 1", "UPDATE is not supported: a query only reads, and begins with SELECT")]
    [InlineData("«DELETE» FROM dataset", "DELETE is not supported: a query only reads, and begins with SELECT")]
    [InlineData("«CREATE» TABLE x (a INT)", "CREATE is not supported: a query only reads, and begins with SELECT")]
    [InlineData("SELECT a FROM dataset WHERE a = «?»", "parameters are not supported: write the value itself")]
    [InlineData("SELECT a FROM dataset WHERE a = «$1»", "parameters are not supported: write the value itself")]
    [InlineData("SELECT a FROM dataset LIMIT «:most»", "parameters are not supported: write the value itself")]
    [InlineData("SELECT a FROM dataset WHERE a «ILIKE» 'x%'", "ILIKE is not supported: write LOWER(x) LIKE 'pattern'")]
    [InlineData(
        "SELECT a FROM dataset WHERE a NOT «ilike» 'x%'",
        "ILIKE is not supported: write LOWER(x) LIKE 'pattern'")]
    [InlineData(
        "SELECT a FROM dataset WHERE a LIKE '!%' «ESCAPE» '!'",
        "ESCAPE is not supported: in a pattern, % and _ always stand for other characters")]
    [InlineData(
        "SELECT a FROM dataset WHERE a «SIMILAR» TO 'x'",
        "SIMILAR is not supported: patterns are those of LIKE, with % and _")]
    [InlineData(
        "SELECT CAST(a AS DECIMAL«(»10, 2)) FROM dataset",
        "a type takes no size: a number keeps all its digits, and ROUND(x, places) rounds it")]
    [InlineData("SELECT a«::»int FROM dataset", ":: is not supported: write CAST(x AS type)")]
    [InlineData(
        "SELECT a FROM dataset WHERE d > TIME «'10:20'»",
        "there is no type TIME: write DATE '2026-01-31' or TIMESTAMP '2026-01-31T10:20:30Z'")]
    [InlineData(
        "SELECT d + INTERVAL «'1 day'» FROM dataset",
        "intervals are not supported: DATE_DIFF('day', from, to) is the difference of two times")]
    [InlineData(
        "SELECT d + INTERVAL «1» DAY FROM dataset",
        "intervals are not supported: DATE_DIFF('day', from, to) is the difference of two times")]
    [InlineData(
        "SELECT d «AT» TIME ZONE 'UTC' FROM dataset",
        "AT TIME ZONE is not supported: times are in UTC, or say their offset from it")]
    [InlineData(
        "SELECT QUANTILE(a, 0.5) «WITHIN» GROUP (ORDER BY a) FROM dataset",
        "WITHIN GROUP is not supported: write QUANTILE(x, q)")]
    [InlineData("SELECT SUM(«*») FROM dataset", "only COUNT takes *, name the column that SUM is for")]
    [InlineData(
        "SELECT *«,» a FROM dataset",
        "* stands alone, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT a, «*» FROM dataset",
        "* stands alone, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT dataset.«*» FROM dataset",
        "* stands alone, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT COUNT(DISTINCT «*») FROM dataset",
        "* stands alone, as in SELECT * and COUNT(*): with other items, name the columns")]
    [InlineData(
        "SELECT a = «NOT» b FROM dataset",
        "NOT binds less tightly than the operator before it: put NOT and what follows in parentheses")]
    [InlineData(
        "SELECT a FROM dataset; «SELECT» b FROM dataset",
        "a query ends at its semicolon, and a job runs one query")]
    [InlineData("SELECT «\"f\"»(a) FROM dataset", "a function's name is written without quotes")]
    public void What_this_SQL_has_not_is_refused_by_name(string marked, string message) => Refused(marked, message);

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
        "OFFSET is not supported: LIMIT takes the first rows of the ORDER BY")]
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
        "unexpected DESC, expected an expression; DESC is a keyword, as a name it is written \"desc\"")]
    [InlineData(
        "SELECT a AS «end» FROM dataset",
        "unexpected END, expected a name; END is a keyword, as a name it is written \"end\"")]
    [InlineData(
        "SELECT a AS «'b'» FROM dataset",
        "unexpected text 'b', expected a name: names are quoted with double quotes")]
    [InlineData(
        "SELECT a FROM dataset LIMIT «'a text of more than thirty characters'»",
        "unexpected text 'a text of more than thirty ch…, expected a whole number of records")]
    public void A_slip_says_what_was_expected(string marked, string message) => Refused(marked, message);

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
        "unexpected character ‘, a text stands in plain single quotes and a name in plain double quotes")]
    [InlineData("SELECT «12km» FROM dataset", "12km is not a number")]
    [InlineData("SELECT «1.2.3» FROM dataset", "1.2.3 is not a number")]
    [InlineData("SELECT «1.» FROM dataset", "1. is not a number")]
    [InlineData("SELECT «1e» FROM dataset", "1e is not a number")]
    [InlineData("SELECT «0x1F» FROM dataset", "0x1F is not a number")]
    public void What_no_query_contains_is_refused_at_its_place(string marked, string message) =>
        Refused(marked, message);

    // Not a row above: attributes cannot hold half a character.
    [Fact]
    public void Half_a_character_is_refused_at_its_place() =>
        Refused("SELECT «\ud800» FROM dataset", "unexpected character U+D800");

    private static void Refused(string marked, string message)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var length = marked.IndexOf('»', StringComparison.Ordinal) - start - 1;
        var sql = marked.Remove(start + 1 + length, 1).Remove(start, 1);

        var refusal = Assert.Throws<InvalidRequestException>(() => SqlParser.Parse(sql));

        Assert.Equal(SqlError.At(sql, new SqlSpan(start, length), message).Message, refusal.Message);
    }
}
