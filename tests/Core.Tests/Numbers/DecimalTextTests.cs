using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Numbers;

public sealed class DecimalTextTests
{
    private static readonly Gen<string> NumberLike = Gen.Char["0123456789.-+eE /:\0,"]
        .Array[1, 8]
        .Select(chars => new string(chars));

    private static readonly Gen<string> Number = Gen.Select(
        Gen.Bool,
        Gen.Int[0, 9_999_999],
        Gen.Int[0, 8],
        (isNegative, units, point) =>
        {
            var digits = units.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var text = (isNegative ? "-" : "") + digits.Insert(Math.Min(point, digits.Length), ".");
            return text.Length <= 8 ? text : digits;
        });

    [Fact]
    public void A_word_reads_as_the_text_does() =>
        Gen.OneOf(NumberLike, Number).Sample(AssertSame, iter: 200_000);

    [Fact]
    public void Every_text_of_three_bytes_reads_the_same()
    {
        for (var text = 0; text < 1 << 24; text++)
        {
            ReadOnlySpan<byte> bytes = [(byte)text, (byte)(text >> 8), (byte)(text >> 16)];
            if (Word(bytes) != Loop(bytes))
                Assert.Fail($"{Convert.ToHexString(bytes)} reads as {Loop(bytes)}, in a word as {Word(bytes)}.");
        }
    }

    [Theory]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("12345678")]
    [InlineData("-1234567")]
    [InlineData("-12345.6")]
    [InlineData(".1234567")]
    [InlineData("1234567.")]
    [InlineData("12-4")]
    [InlineData("00000000")]
    public void Texts_at_the_edge_read_the_same(string text) => AssertSame(text);

    private static void AssertSame(string text) =>
        Assert.Equal(Loop(Encoding.Latin1.GetBytes(text)), Word(Encoding.Latin1.GetBytes(text)));

    private static (long Units, int Scale)? Loop(ReadOnlySpan<byte> text) =>
        DecimalText.TryParse(text, out var units, out var scale) ? (units, scale) : null;

    /// <summary>With bytes behind the text that would be digits, had they been taken for some.</summary>
    private static (long Units, int Scale)? Word(ReadOnlySpan<byte> text)
    {
        Span<byte> word = stackalloc byte[8];
        word.Fill((byte)'7');
        text.CopyTo(word);
        return DecimalText.TryParseWord(MemoryMarshal.Read<ulong>(word), text.Length, out var units, out var scale)
            ? (units, scale)
            : null;
    }
}
