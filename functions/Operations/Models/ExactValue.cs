using System.Numerics;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Models;

/// <summary>
/// An exact number from a record: a <c>long</c> with a decimal scale, or a <see cref="Number"/> if it does not fit.
/// </summary>
internal readonly struct ExactValue
{
    /// <summary>All integers up to this are exact as doubles.</summary>
    private const long MaxExact = 1L << 53;

    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    private readonly Number _wide;

    private ExactValue(long units, int scale, Number wide, bool isWide)
    {
        Units = units;
        Scale = scale;
        _wide = wide;
        IsWide = isWide;
    }

    public static ExactValue One { get; } = new(1, 0, default, isWide: false);

    /// <summary>The value is <c>Units × 10^-Scale</c>. Undefined if <see cref="IsWide"/> is true.</summary>
    public long Units { get; }

    /// <summary>0 to 18.</summary>
    public int Scale { get; }

    public bool IsWide { get; }

    /// <returns>False if the text is not a number, or the number is infinite as a double.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out ExactValue value)
    {
        if (DecimalText.TryParse(text, out var units, out var scale))
        {
            value = new ExactValue(units, scale, default, isWide: false);
            return true;
        }
        value = default;
        if (!Number.TryParse(text, out var number)) return false;
        value = number.TryNarrow(out units, out scale)
            ? new ExactValue(units, scale, default, isWide: false)
            : new ExactValue(0, 0, number, isWide: true);
        return double.IsFinite(value.ToDouble());
    }

    public Number ToNumber() => IsWide ? _wide : new Number(Units, Scale);

    /// <summary>The nearest double.</summary>
    public double ToDouble()
    {
        if (IsWide) return ExactDivision.ToDouble(_wide);
        // Both operands are exact, so the quotient is rounded only once.
        return Math.Abs(Units) <= MaxExact
            ? Units / Powers[Scale]
            : ExactDivision.ToDouble(Units, BigInteger.Pow(10, Scale));
    }

    /// <summary>Writes the number in canonical form.</summary>
    /// <param name="destination">At least <see cref="DecimalText.MaxLength"/> bytes.</param>
    public ReadOnlySpan<byte> Format(Span<byte> destination)
    {
        if (!IsWide) return destination[..DecimalText.Format(Units, Scale, destination)];
        var text = new byte[_wide.MaxLength];
        return text.AsSpan(0, _wide.Format(text));
    }
}
