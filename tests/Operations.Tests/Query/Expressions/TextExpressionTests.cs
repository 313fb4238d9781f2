using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Tests.Query.Expressions;

public sealed class TextExpressionTests
{
    private static readonly Gen<string> GenText = Gen.OneOf("a", "b", "A", "é", "Ⱥ", "漢", "😀", " ")
        .Array[0, 6]
        .Select(string.Concat);

    [Theory]
    [InlineData("LOWER('ÀÉÎ ZÜRICH ΑΣ Ж 😀')", "àéî zürich ασ ж 😀")]
    [InlineData("UPPER('straße ÿ ⱥ ǆ')", "STRAßE Ÿ Ⱥ Ǆ")]
    [InlineData("LOWER('ABC')", "abc")]
    [InlineData("UPPER('')", "")]
    [InlineData("LENGTH('Zürich 漢字 😀')", "11")]
    [InlineData("LENGTH('')", "0")]
    [InlineData("'a' || 'é' || 1.50", "aé1.5")]
    [InlineData("CONCAT('a', 1, TRUE)", "a1true")]
    [InlineData("'a' || NULL", "NULL")]
    [InlineData("CAST('TRUE' AS BOOLEAN)", "true")]
    [InlineData("'b' > 'a'", "true")]
    [InlineData("'Z' < 'a'", "true")]
    [InlineData("'z' < 'é'", "true")]
    [InlineData("'ab' > 'a'", "true")]
    [InlineData("'a' IN ('b', 'a')", "true")]
    [InlineData("'c' NOT IN ('b', 'a')", "true")]
    [InlineData("'b' BETWEEN 'a' AND 'c'", "true")]
    public void Text_functions_know_code_points(string expression, string expected)
    {
        Assert.Equal(expected, SqlRows.Evaluate(expression));
    }

    [Theory]
    [InlineData("2", "éllo")]
    [InlineData("2, 3", "éll")]
    [InlineData("1, 0", "")]
    [InlineData("0", "héllo")]
    [InlineData("0, 2", "h")]
    [InlineData("-3", "llo")]
    [InlineData("-4, 2", "él")]
    [InlineData("-9, 2", "hé")]
    [InlineData("3, -2", "hé")]
    [InlineData("6", "")]
    [InlineData("99, 5", "")]
    [InlineData("2, 1e30", "éllo")]
    [InlineData("1.5, 1.4", "é")]
    [InlineData("NULL", "NULL")]
    [InlineData("1, NULL", "NULL")]
    public void Substrings_count_from_one_or_from_the_end(string arguments, string expected)
    {
        Assert.Equal(expected, SqlRows.Evaluate($"SUBSTR('héllo', {arguments})"));
        Assert.Equal(expected, SqlRows.Evaluate($"SUBSTRING(t, {arguments})", [null, null, "héllo"]));
    }

    [Fact]
    public void Substrings_are_those_of_the_runes() =>
        Gen.Select(GenText, Gen.Int[1, 8], Gen.Int[0, 8])
            .Sample(
                (text, start, length) =>
                {
                    var expected = string.Concat(
                        text.EnumerateRunes().Skip(start - 1).Take(length).Select(rune => rune.ToString()));
                    Assert.Equal(expected, SqlRows.Evaluate($"SUBSTR(t, {start}, {length})", [null, null, text]));
                },
                iter: 300);

    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "ABC", false)]
    [InlineData("abc", "a%", true)]
    [InlineData("abc", "%c", true)]
    [InlineData("abc", "%b%", true)]
    [InlineData("abc", "%", true)]
    [InlineData("", "%", true)]
    [InlineData("", "", true)]
    [InlineData("", "_", false)]
    [InlineData("aba", "ab%ba", false)]
    [InlineData("é", "_", true)]
    [InlineData("x😀y", "x_y", true)]
    [InlineData("x😀y", "x__y", false)]
    [InlineData("axbxc", "a%x_", true)]
    [InlineData("a.c", "a.c", true)]
    [InlineData("abc", "a.c", false)]
    public void Patterns_match_whole_texts(string text, string pattern, bool matches)
    {
        var expected = matches ? "true" : "false";
        Assert.Equal(expected, SqlRows.Evaluate($"t LIKE '{pattern}'", [null, null, text]));
        Assert.Equal(expected, SqlRows.Evaluate("t LIKE u", [null, null, text, pattern]));
    }

    [Fact]
    public void Patterns_match_as_regular_expressions_do() =>
        Gen.Select(GenText, Gen.OneOf("%", "_", "a", "b", "é", "😀").Array[0, 6]).Sample((text, pattern) =>
        {
            // .NET's dot is a UTF-16 unit; a pair of surrogates is one character.
            var regex = string.Concat(pattern.Select(piece => piece switch
            {
                "%" => "(?s:.*)",
                "_" => "(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDFFF])",
                _ => Regex.Escape(piece),
            }));
            var matches = Regex.IsMatch(text, $"\\A(?:{regex})\\z");
            var (bytes, patternBytes) = (Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(string.Concat(pattern)));
            Assert.Equal(matches, LikePattern.Matches(bytes, patternBytes));
            Assert.Equal(matches, new LikePattern(patternBytes).Matches(bytes));
        });

    [Fact]
    public void Bytes_that_are_not_UTF8_crash_nothing()
    {
        string[] expressions =
        [
            "LOWER(t)",
            "UPPER(t)",
            "LENGTH(t)",
            "SUBSTR(t, 2, 1)",
            "SUBSTR(t, -2)",
            "t || t",
            "t LIKE '%_a'",
            "t LIKE u",
            "t < u",
            "t IN ('a', 'é')",
            "CAST(t AS DECIMAL)",
            "CAST(t AS BOOLEAN)",
            "COALESCE(t, u)",
            "n + 1",
            "NOT b",
        ];
        Gen.Byte.Array[0, 8]
            .Sample(
                bytes =>
                {
                    foreach (var expression in expressions)
                        SqlRows.Evaluate(
                            expression,
                            [
                                [bytes, bytes, bytes, bytes, bytes, bytes],
                            ]);
                },
                iter: 200);
        Assert.Equal(
            "1",
            SqlRows.Evaluate(
                "CASE WHEN LOWER(t) = t THEN 1 ELSE 0 END",
                [
                    [null, null, [0xFF, 0xC3, 0xC0]],
                ])[0]);
        Assert.Equal(
            "2",
            SqlRows.Evaluate(
                "LENGTH(t)",
                [
                    [null, null, [(byte)'a', 0x80, 0xFF]],
                ])[0]);
    }
}
