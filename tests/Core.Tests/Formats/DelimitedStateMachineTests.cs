using System.Text;
using CsCheck;
using Pipeline.Core.Formats;

namespace Pipeline.Core.Tests.Formats;

public class DelimitedStateMachineTests
{
    /// <summary>
    /// d Data, r CarriageReturn, comma Delimiter, n RecordEnd, e EmptyLine, ( OpeningQuote, ) ClosingQuote.
    /// </summary>
    private const string RoleLetters = "dr,ne()";

    [Theory]
    [InlineData("a,b\n", "d,dn")]
    [InlineData("a,b\r\nc", "d,drnd")]
    [InlineData("\n\r\na\n", "eredn")]
    [InlineData(",\n", ",n")]
    [InlineData("\"a,\n\"\n", "(ddd)n")]
    [InlineData("\"\",\"\"\r\n", "(),()rn")]
    [InlineData("\"a\"\"b\"", "(d)dd)")]
    [InlineData("a\"b\"\n", "ddddn")]
    [InlineData("\"a\"b,\"c\"\n", "(d)d,(d)n")]
    [InlineData("\"a\"\rb\n", "(d)rdn")]
    [InlineData("a\rb\r\r\n", "drdrrn")]
    [InlineData("\r\"a\"\n", "rdddn")]
    [InlineData("a,\r\"\n", "d,rdn")]
    public void Each_byte_has_its_role(string text, string roles) => Assert.Equal(roles, Roles(text, (byte)'"'));

    [Theory]
    [InlineData("\"a\",b\n\"c \"\" \"\r\n", 0)]
    [InlineData("\"a\"b\n", 1)]
    [InlineData("\"a\"b\"c\n", 2)]
    [InlineData("\"a\"\rb\n", 1)]
    [InlineData("a\"b\"\n", 2)]
    [InlineData("\"a\"\r\n", 0)]
    public void Violations_are_counted(string text, int violations)
    {
        var machine = new DelimitedStateMachine((byte)',', (byte)'"');
        foreach (var value in Encoding.UTF8.GetBytes(text))
            machine.Next(value);
        Assert.Equal(violations, machine.Violations);
    }

    [Fact]
    public void Without_a_quote_every_quote_is_data()
        => Assert.Equal("ddd,dn", Roles("\"a\",\"\n", null));

    [Fact]
    public void The_wrong_hypothesis_shows_by_its_violations()
    {
        var window = "x,\"y\",z\n1,\"2\",3\n"u8;
        var unquoted = new DelimitedStateMachine((byte)',', (byte)'"', DelimitedState.Unquoted);
        var quoted = new DelimitedStateMachine((byte)',', (byte)'"', DelimitedState.Quoted);
        foreach (var value in window)
        {
            unquoted.Next(value);
            quoted.Next(value);
        }

        Assert.Equal(0, unquoted.Violations);
        Assert.True(quoted.Violations > 0);
        Assert.True(unquoted.AtRecordStart);
    }

    [Fact]
    public void The_state_is_all_that_is_remembered()
        => Gen.Select(Gen.String[Gen.OneOf('a', ',', '"', '\r', '\n'), 0, 30], Gen.Int[0, 30]).Sample((text, cut) =>
        {
            cut = Math.Min(cut, text.Length);
            var machine = new DelimitedStateMachine((byte)',', (byte)'"');
            foreach (var value in Encoding.UTF8.GetBytes(text[..cut]))
                machine.Next(value);
            var rest = Roles(text[cut..], (byte)'"', machine.State);
            Assert.Equal(Roles(text, (byte)'"')[cut..], rest);
        });

    private static string Roles(string text, byte? quote, DelimitedState start = DelimitedState.RecordStart)
    {
        var machine = new DelimitedStateMachine((byte)',', quote, start);
        var roles = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
            roles.Append(RoleLetters[(int)machine.Next(value)]);
        return roles.ToString();
    }
}
