using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

public class SqlErrorTests
{
    [Fact]
    public void The_place_is_named_and_marked() => Assert.Equal(
        """
        unexpected name FORM, expected FROM (line 1, column 10)
          SELECT a FORM dataset
                   ^^^^
        """,
        Message("SELECT a FORM dataset", new SqlSpan(9, 4), "unexpected name FORM, expected FROM"));

    [Fact]
    public void The_mistake_is_of_the_field_with_the_SQL() =>
        Assert.Equal("operation.sql", Assert.Single(SqlError.At("a", default, "x").Errors).Field);

    [Theory]
    [InlineData("one\ntwo three\nfour", 8, "x (line 2, column 5)\n  two three\n      ^^^^^")]
    [InlineData("one\r\ntwo three\r\nfour", 9, "x (line 2, column 5)\n  two three\n      ^^^^^")]
    [InlineData("one\rtwo three\rfour", 8, "x (line 2, column 5)\n  two three\n      ^^^^^")]
    [InlineData("\n\r\n\rtwo three", 8, "x (line 4, column 5)\n  two three\n      ^^^^^")]
    public void Of_several_lines_the_one_concerned_is_shown(string sql, int start, string expected) =>
        Assert.Equal(expected, Message(sql, new SqlSpan(start, 5), "x"));

    [Fact]
    public void A_place_over_several_lines_is_marked_on_its_first() =>
        Assert.Equal("x (line 1, column 3)\n  a 'b\n    ^^", Message("a 'b\nc'", new SqlSpan(2, 5), "x"));

    [Theory]
    [InlineData("a", 1, "x (line 1, column 2)\n  a\n   ^")]
    [InlineData("", 0, "x (line 1, column 1)\n  \n  ^")]
    [InlineData("a\nb", 1, "x (line 1, column 2)\n  a\n   ^")]
    public void An_empty_place_gets_one_mark(string sql, int start, string expected) =>
        Assert.Equal(expected, Message(sql, new SqlSpan(start, 0), "x"));

    [Fact]
    public void Tabs_keep_the_mark_below_its_place() =>
        Assert.Equal("x (line 1, column 4)\n  \ta\tb\n  \t \t^", Message("\ta\tb", new SqlSpan(3, 1), "x"));

    [Fact]
    public void Characters_of_two_units_and_accents_take_the_room_they_show() => Assert.Equal(
        "x (line 1, column 8)\n  '😀e\u0301' b\n       ^", Message("'😀e\u0301' b", new SqlSpan(7, 1), "x"));

    [Fact]
    public void Control_characters_are_not_passed_on() =>
        Assert.Equal("x (line 1, column 3)\n    b\n    ^", Message("\u001b\0b", new SqlSpan(2, 1), "x"));

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(150)]
    [InlineData(297)]
    public void A_long_line_is_cut_around_the_place(int start)
    {
        var sql = $"{new string('a', start)}bbb{new string('a', 297 - start)}";

        var lines = Message(sql, new SqlSpan(start, 3), "x").Split('\n');

        Assert.InRange(lines[1].Length, 100, 104);
        Assert.Equal(
            lines[1].IndexOf("bbb", StringComparison.Ordinal),
            lines[2].IndexOf('^', StringComparison.Ordinal));
        Assert.Equal(lines[1].IndexOf("bbb", StringComparison.Ordinal) + 3, lines[2].Length);
        Assert.Equal(start > 40, lines[1].StartsWith("  …", StringComparison.Ordinal));
        Assert.Equal(start < 200, lines[1].EndsWith('…'));
    }

    [Fact]
    public void A_long_line_is_not_cut_inside_a_character()
    {
        var sql = string.Concat(Enumerable.Repeat("😀", 200));

        var lines = Message(sql, new SqlSpan(201, 1), "x").Split('\n');

        Assert.DoesNotContain(lines[1].EnumerateRunes(), rune => rune.Value == 0xFFFD);
    }

    private static string Message(string sql, SqlSpan span, string message) =>
        Assert.Single(SqlError.At(sql, span, message).Errors).Message;
}
