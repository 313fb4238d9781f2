using System.Numerics;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>
/// The exact sum of doubles, independent of their order and size. It is kept as 32-bit digits that cover the whole
/// range of a double.
/// </summary>
internal sealed class ExactSum : IMergeable
{
    /// <summary>The sum is an integer multiple of <c>2^-FractionBits</c>.</summary>
    public const int FractionBits = 1074;

    private const int DigitBits = 32;
    private const int FieldBits = 52;

    /// <summary>The number of digits that cover all finite doubles.</summary>
    private const int Digits = 67;

    /// <summary>
    /// The max number of additions before a carry. Each adds at most 32 bits to a digit, so none overflows.
    /// </summary>
    private const int MaxAdded = 1 << 30;

    private readonly long[] _digits = new long[Digits];
    private BigInteger _carried;
    private int _added;

    /// <param name="value">A finite number.</param>
    public void Add(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> FieldBits & 0x7FF);
        var mantissa = (ulong)bits & (1UL << FieldBits) - 1;
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1UL << FieldBits;
        var digit = (exponent - 1) / DigitBits;
        var wide = (UInt128)mantissa << (exponent - 1) % DigitBits;
        var sign = bits < 0 ? -1L : 1L;
        _digits[digit] += sign * (uint)wide;
        _digits[digit + 1] += sign * (uint)(wide >> DigitBits);
        _digits[digit + 2] += sign * (uint)(wide >> 2 * DigitBits);
        if (++_added == MaxAdded)
            Carry();
    }

    /// <summary>Adds the exact square of a number, as the sum of two doubles.</summary>
    /// <param name="value">A number with an absolute value below 1e150, so that the square is finite.</param>
    public void AddSquare(double value)
    {
        var square = value * value;
        Add(square);
        Add(Math.FusedMultiplyAdd(value, value, -square));
    }

    /// <summary>Returns the sum in units of 2^-<see cref="FractionBits"/>.</summary>
    public BigInteger ToUnits()
    {
        Carry();
        return _carried;
    }

    public void Merge(ref StateReader source)
    {
        var zeros = (int)source.ReadVarint();
        _carried += new BigInteger(source.ReadBytes()) << 8 * zeros;
    }

    /// <summary>Writes the sum compactly: the low zero bytes, of which most sums have many, are only counted.</summary>
    public void Write(StateWriter target)
    {
        ReadOnlySpan<byte> bytes = ToUnits().ToByteArray();
        var zeros = bytes.IndexOfAnyExcept((byte)0);
        if (zeros < 0)
            zeros = bytes.Length - 1;
        target.WriteVarint((ulong)zeros);
        target.WriteBytes(bytes[zeros..]);
    }

    private void Carry()
    {
        var sum = BigInteger.Zero;
        for (var i = Digits - 1; i >= 0; i--)
            sum = (sum << DigitBits) + _digits[i];
        _carried += sum;
        Array.Clear(_digits);
        _added = 0;
    }
}
