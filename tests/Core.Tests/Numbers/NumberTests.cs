using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Tests.Numbers;

public sealed class NumberTests
{
    /// <summary>Decimals that .NET's own decimal computes with exactly: up to 13 digits, scales of -4 to 9.</summary>
    private static readonly Gen<Number> GenSmall = Gen.Select(
        Gen.Long[-9_999_999_999_999, 9_999_999_999_999],
        Gen.Int[-4, 9],
        (units, scale) => new Number(units, scale));

    private static readonly Gen<Number> GenAny =
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[-60, 60], (bytes, scale) => new Number(new BigInteger(bytes), scale));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("+0.000", "0")]
    [InlineData("0e999999999999999999999", "0")]
    [InlineData("007", "7")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("+.5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData(" \t1.0\t ", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("1.25E-2", "0.0125")]
    [InlineData("12345678901234567890.123456789", "12345678901234567890.123456789")]
    [InlineData("-1e25", "-10000000000000000000000000")]
    [InlineData("1e-25", "0.0000000000000000000000001")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    public void Text_has_one_canonical_form(string text, string canonical)
    {
        Assert.Equal(canonical, Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("- 1")]
    [InlineData("1 2")]
    [InlineData("1,000")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1\n")]
    [InlineData("١")]
    [InlineData("1e1001")]
    [InlineData("1e-1001")]
    [InlineData("1e999999999")]
    [InlineData("1e99999999999999999999999")]
    public void What_is_no_number_is_refused(string text)
    {
        Assert.False(Number.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void A_thousand_digits_are_a_number_and_one_more_are_not()
    {
        var digits = new string('7', Number.MaxDigits);

        Assert.Equal("-" + digits, Parse("-" + digits).ToString());
        Assert.Equal("0." + digits, Parse("0." + digits).ToString());
        Assert.False(Number.TryParse(Encoding.UTF8.GetBytes(digits + "7"), out _));
        Assert.False(Number.TryParse(Encoding.UTF8.GetBytes(digits + ".7"), out _));
        Assert.Equal(digits, Parse("000" + digits + ".000").ToString());
        Assert.Equal(Parse("1e1000"), Parse("1" + new string('0', 1000)));
    }

    [Fact]
    public void Format_and_parse_are_inverse() => GenAny.Sample(number =>
    {
        var buffer = new byte[number.MaxLength];
        var length = number.Format(buffer);
        Assert.True(Number.TryParse(buffer.AsSpan(0, length), out var parsed));
        Assert.Equal(number, parsed);
    });

    [Fact]
    public void Quick_parsing_agrees_with_full_parsing() =>
        Gen.String[Gen.Char["0123456789.-"], 0, 22].Sample(text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            if (DecimalText.TryParse(bytes, out var units, out var scale))
            {
                Assert.True(Number.TryParse(bytes, out var number));
                Assert.Equal(number, new Number(units, scale));
            }
            else if (Number.TryParse(bytes, out _))
            {
                Assert.True(text.Count(char.IsAsciiDigit) > DecimalText.MaxDigits);
            }
        });

    [Fact]
    public void Quick_formatting_agrees_with_full_formatting() =>
        Gen.Select(Gen.OneOf(Gen.Long, Gen.Long[-1000, 1000]), Gen.Int[0, 18]).Sample((units, scale) =>
        {
            Span<byte> buffer = stackalloc byte[DecimalText.MaxLength];
            var length = DecimalText.Format(units, scale, buffer);
            Assert.Equal(new Number(units, scale).ToString(), Encoding.ASCII.GetString(buffer[..length]));
        });

    [Fact]
    public void Numbers_compute_as_decimals_do() => Gen.Select(GenSmall, GenSmall).Sample((left, right) =>
    {
        var (a, b) = (Decimal(left), Decimal(right));
        Assert.Equal(a + b, Decimal(left + right));
        Assert.Equal(a - b, Decimal(left - right));
        Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(left.CompareTo(right)));
        Assert.Equal(a == b, left == right);
        if (b != 0) Assert.Equal(a % b, Decimal(Number.Remainder(left, right)!.Value));
    });

    [Fact]
    public void Numbers_compute_as_big_integers_do() => Gen.Select(GenAny, GenAny).Sample((left, right) =>
    {
        var (a, b) = (left.UnitsAt(60), right.UnitsAt(60));
        Assert.Equal(new Number(a + b, 60), left + right);
        Assert.Equal(new Number(a * b, 120), left * right);
        Assert.Equal(a.CompareTo(b), left.CompareTo(right));
        Assert.Equal(new Number(BigInteger.Abs(a), 60), Number.Abs(left));
    });

    [Theory]
    [InlineData("1", "8", "0.125")]
    [InlineData("1", "3", "0.333333333333333333")]
    [InlineData("-2", "3", "-0.666666666666666667")]
    [InlineData("1", "30", "0.0333333333333333333")]
    [InlineData("20000", "3", "6666.66666666666667")]
    [InlineData("999999999999999999.5", "1", "1000000000000000000")]
    [InlineData("123456789012345678901", "1", "123456789012345679000")]
    [InlineData("0", "7", "0")]
    [InlineData("-99.9", "100", "-0.999")]
    [InlineData("999999999999999999", "-1000", "-999999999999999.999")]
    [InlineData("1234567890123456785", "10", "123456789012345679")]
    [InlineData("1e900", "1e-900", null)]
    public void Quotients_have_eighteen_digits(string dividend, string divisor, string? quotient)
    {
        Assert.Equal(
            quotient ?? "1" + new string('0', 1800),
            Number.Divide(Parse(dividend), Parse(divisor)).ToString());
    }

    [Fact]
    public void Quotients_are_rounded_once_half_away_from_zero() =>
        Gen.Select(GenAny, GenAny.Where(number => !number.IsZero)).Sample(AssertRounded);

    [Fact]
    public void Quotients_of_longs_are_rounded_once_half_away_from_zero() =>
        Gen.Select(Gen.Long, Gen.OneOf(Gen.Long, Gen.Long[1, 1000]).Where(divisor => divisor != 0))
            .Sample((dividend, divisor) => AssertRounded(new(dividend, 0), new(divisor, 0)));

    [Fact]
    public void Division_by_zero_has_no_value()
    {
        Assert.Null(Number.Divide(Parse("1"), Number.Zero));
        Assert.Null(Number.Remainder(Parse("1"), Number.Zero));
        Assert.Equal(Parse("1"), Number.Divide(new(long.MinValue, 0), new(long.MinValue, 0)));
        Assert.Equal("9223372036854775810", Number.Divide(new(long.MinValue, 0), new(-1, 0)).ToString());
    }

    [Theory]
    [InlineData("2.5", 0, "3")]
    [InlineData("-2.5", 0, "-3")]
    [InlineData("2.4999", 0, "2")]
    [InlineData("1.005", 2, "1.01")]
    [InlineData("1250", -2, "1300")]
    [InlineData("49", -2, "0")]
    [InlineData("7", 5, "7")]
    public void Rounding_is_half_away_from_zero(string text, int digits, string rounded)
    {
        Assert.Equal(rounded, Parse(text).Round(digits).ToString());
    }

    /// <summary>
    /// The rule, said in whole numbers: |q - a/b| is at most half a unit of q's 18th digit, and ties grow.
    /// </summary>
    private static void AssertRounded(Number dividend, Number divisor)
    {
        var quotient = Number.Divide(dividend, divisor)!.Value;
        if (dividend.IsZero)
        {
            Assert.True(quotient.IsZero);
            return;
        }
        var digits = BigInteger.Abs(quotient.Units).ToString(CultureInfo.InvariantCulture).Length;
        Assert.True(digits <= 18);
        var last = quotient.Scale + 18 - digits;
        var error = Number.Abs(dividend) - Number.Abs(quotient) * Number.Abs(divisor);
        var half = Number.Abs(divisor) * new Number(5, last + 1);
        // A quotient that was rounded up to the next power of ten has a unit ten times too coarse; it is still in
        // bounds.
        Assert.True(error < half && error >= -half, $"{dividend} / {divisor} = {quotient}");
        Assert.True(quotient.Units.Sign == dividend.Units.Sign * divisor.Units.Sign);
    }

    private static decimal Decimal(Number number) => decimal.Parse(number.ToString(), CultureInfo.InvariantCulture);

    private static Number Parse(string text) =>
        Number.TryParse(Encoding.UTF8.GetBytes(text), out var number) ? number : throw new FormatException(text);
}
