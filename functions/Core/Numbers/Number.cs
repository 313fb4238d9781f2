using System.Numerics;
using System.Text;

namespace Pipeline.Core.Numbers;

/// <summary>
/// An exact decimal number of any size: <c>Units x 10^-Scale</c>. The form is canonical: units never end in a decimal
/// zero, and zero has scale 0. <c>12.50</c> is 125 at scale 1; <c>4000</c> is 4 at scale -3.
/// </summary>
public readonly partial struct Number : IEquatable<Number>, IComparable<Number>
{
    /// <summary>Max number of significant digits that can be parsed.</summary>
    public const int MaxDigits = 1000;

    /// <summary>Max distance of the last significant digit from the point that can be parsed, in digits.</summary>
    public const int MaxExponent = 1000;

    public Number(BigInteger units, int scale)
    {
        if (units.IsZero) return;
        // Only even numbers end in a zero, so odd units skip the loop.
        for (var step = 16; step > 0 && units.IsEven; step /= 2)
        {
            while (BigInteger.DivRem(units, PowersOfTen.Big(step), out var rest) is var shorter && rest.IsZero)
            {
                units = shorter;
                scale -= step;
            }
        }
        Units = units;
        Scale = scale;
    }

    public BigInteger Units { get; }

    /// <summary>The number of decimal places; negative for integers that end in zeros.</summary>
    public int Scale { get; }

    public bool IsZero => Units.IsZero;

    public static Number Zero => default;

    public static Number operator +(Number left, Number right) => left.Scale >= right.Scale
        ? new(left.Units + right.UnitsAt(left.Scale), left.Scale)
        : new(left.UnitsAt(right.Scale) + right.Units, right.Scale);

    public static Number operator -(Number number) => new(-number.Units, number.Scale);

    public static Number operator -(Number left, Number right) => left + -right;

    public static Number operator *(Number left, Number right) =>
        new(left.Units * right.Units, left.Scale + right.Scale);

    public static bool operator ==(Number left, Number right) => left.Equals(right);

    public static bool operator !=(Number left, Number right) => !left.Equals(right);

    public static bool operator <(Number left, Number right) => left.CompareTo(right) < 0;

    public static bool operator >(Number left, Number right) => left.CompareTo(right) > 0;

    public static bool operator <=(Number left, Number right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Number left, Number right) => left.CompareTo(right) >= 0;

    public static Number Abs(Number number) => new(BigInteger.Abs(number.Units), number.Scale);

    /// <summary>
    /// Divides two numbers. The quotient is exact if it has at most 18 significant digits; otherwise it is rounded
    /// once, half away from zero, to 18 significant digits. SQL's <c>/</c> and AVG use this rule.
    /// </summary>
    /// <returns>Null if <paramref name="divisor"/> is zero.</returns>
    public static Number? Divide(Number dividend, Number divisor)
    {
        if (divisor.IsZero) return null;
        var (units, scale) = Quotient.Rounded(dividend.Units, divisor.Units);
        return new(units, scale + dividend.Scale - divisor.Scale);
    }

    /// <summary>
    /// Computes the remainder of the integer division. It has the sign of the dividend, as in C and SQL.
    /// </summary>
    /// <returns>Null if <paramref name="divisor"/> is zero.</returns>
    public static Number? Remainder(Number dividend, Number divisor)
    {
        if (divisor.IsZero) return null;
        var scale = Math.Max(dividend.Scale, divisor.Scale);
        return new(BigInteger.Remainder(dividend.UnitsAt(scale), divisor.UnitsAt(scale)), scale);
    }

    /// <summary>Rounds half away from zero.</summary>
    /// <param name="digits">The number of decimal places to keep; -2 rounds to hundreds.</param>
    public Number Round(int digits)
    {
        if (Scale <= digits) return this;
        var power = PowersOfTen.Big(Scale - digits);
        var rounded = BigInteger.DivRem(Units, power, out var rest);
        if (BigInteger.Abs(rest) * 2 >= power) rounded += Units.Sign;
        return new(rounded, digits);
    }

    public int CompareTo(Number other)
    {
        if (Units.Sign != other.Units.Sign) return Units.Sign.CompareTo(other.Units.Sign);
        if (Scale == other.Scale) return Units.CompareTo(other.Units);
        var scale = Math.Max(Scale, other.Scale);
        return UnitsAt(scale).CompareTo(other.UnitsAt(scale));
    }

    public bool Equals(Number other) => Scale == other.Scale && Units == other.Units;

    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Units, Scale);

    /// <summary>Returns the units at another scale, which must be at least <see cref="Scale"/>.</summary>
    internal BigInteger UnitsAt(int scale) => scale == Scale ? Units : Units * PowersOfTen.Big(scale - Scale);

    /// <summary>Tries to represent the number as a long at a scale of 0 to 18.</summary>
    internal bool TryNarrow(out long units, out int scale)
    {
        units = 0;
        scale = Math.Max(Scale, 0);
        if (Scale is < -PowersOfTen.LastLong or > DecimalText.MaxDigits) return false;
        var wide = UnitsAt(scale);
        if (wide < long.MinValue + 1 || wide > long.MaxValue) return false;
        units = (long)wide;
        return true;
    }

    public override string ToString()
    {
        var text = new byte[MaxLength];
        return Encoding.ASCII.GetString(text, 0, Format(text));
    }
}
