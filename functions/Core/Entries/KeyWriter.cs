using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Pipeline.Core.Entries;

/// <summary>
/// Builds keys in its own buffer, one at a time, in the layout of <see cref="KeyFormat"/>. Equal values have equal
/// bytes: 1.50 (scale 2) and 1.5 (scale 1) have the same key.
/// </summary>
public sealed class KeyWriter
{
    /// <summary>
    /// Max bytes of a number whose units are a long: mark, sign, exponent, ten pairs of digits and the end.
    /// </summary>
    private const int MaxLongBytes = 18;

    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>The key so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Key => _buffer.AsSpan(0, _length);

    public int Length => _length;

    /// <summary>
    /// The buffer that contains the key, for a caller that writes several keys as one and knows where each begins. Also
    /// valid until the next write.
    /// </summary>
    internal byte[] Buffer => _buffer;

    public void Clear() => _length = 0;

    /// <summary>Removes all components that were written after the key had this length.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>
    /// Appends components that were written elsewhere, or bytes at the end of the key that need not be ordered.
    /// </summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <param name="first">Whether NULL sorts before all values instead of after them, in either direction.</param>
    public void WriteNull(bool first = false) => Take(1)[0] = first ? KeyFormat.NullFirst : KeyFormat.NullLast;

    public void WriteBoolean(bool value, bool descending = false)
    {
        var target = Take(2);
        target[0] = KeyFormat.Present;
        target[1] = (byte)((value ? 1 : 0) ^ (descending ? 0xFF : 0));
    }

    public void WriteText(ReadOnlySpan<byte> text, bool descending = false)
    {
        Take(1)[0] = KeyFormat.Present;
        var start = _length;
        for (var zero = text.IndexOf((byte)0); zero >= 0; zero = text.IndexOf((byte)0))
        {
            text[..zero].CopyTo(Take(zero + 2));
            _buffer[_length - 2] = KeyFormat.Escape;
            _buffer[_length - 1] = KeyFormat.EscapedZero;
            text = text[(zero + 1)..];
        }
        text.CopyTo(Take(text.Length + 2));
        _buffer[_length - 2] = KeyFormat.Escape;
        _buffer[_length - 1] = KeyFormat.TextEnd;
        if (descending)
            Invert(start);
    }

    /// <summary>Writes <c>units x 10^-scale</c>.</summary>
    public void WriteNumber(long units, int scale, bool descending = false)
    {
        Take(1)[0] = KeyFormat.Present;
        var start = _length;
        if (units == 0)
        {
            Take(1)[0] = KeyFormat.Zero;
        }
        else
        {
            var magnitude = units < 0 ? 0 - (ulong)units : (ulong)units;
            Span<byte> pairs = stackalloc byte[MaxLongBytes];
            var first = pairs.Length;
            // Pairs start at the decimal point: if the scale is odd, the last digit is the first of its pair.
            if ((scale & 1) != 0)
            {
                pairs[--first] = (byte)(magnitude % 10 * 10 + 1);
                magnitude /= 10;
                scale++;
            }
            for (; magnitude != 0; magnitude /= 100)
                pairs[--first] = (byte)(magnitude % 100 + 1);
            WriteDigits(units < 0, pairs[first..], scale);
        }
        if (descending)
            Invert(start);
    }

    /// <inheritdoc cref="WriteNumber(long, int, bool)"/>
    public void WriteNumber(BigInteger units, int scale, bool descending = false)
    {
        if (units >= long.MinValue && units <= long.MaxValue)
        {
            WriteNumber((long)units, scale, descending);
            return;
        }
        Take(1)[0] = KeyFormat.Present;
        var start = _length;
        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture);
        if ((scale & 1) != 0)
        {
            digits += "0";
            scale++;
        }
        if (digits.Length % 2 != 0)
            digits = "0" + digits;
        var pairs = new byte[digits.Length / 2];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = (byte)((digits[2 * i] - '0') * 10 + (digits[2 * i + 1] - '0') + 1);
        WriteDigits(units.Sign < 0, pairs, scale);
        if (descending)
            Invert(start);
    }

    /// <param name="pairs">Base-100 digits, each plus one; the first is not zero.</param>
    /// <param name="scale">Must be even.</param>
    private void WriteDigits(bool negative, ReadOnlySpan<byte> pairs, int scale)
    {
        var exponent = pairs.Length - scale / 2;
        pairs = pairs.TrimEnd((byte)1);
        Take(1)[0] = negative ? KeyFormat.BelowZero : KeyFormat.AboveZero;
        var start = _length;
        if (exponent is > -KeyFormat.ExponentBias and < KeyFormat.ExponentBias - 1)
        {
            Take(1)[0] = (byte)(exponent + KeyFormat.ExponentBias);
        }
        else
        {
            var target = Take(5);
            target[0] = exponent < 0 ? KeyFormat.LowExponent : KeyFormat.HighExponent;
            BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)(exponent - int.MinValue));
        }
        pairs.CopyTo(Take(pairs.Length + 1));
        _buffer[_length - 1] = KeyFormat.DigitsEnd;
        if (negative)
            Invert(start);
    }

    private void Invert(int start)
    {
        foreach (ref var value in _buffer.AsSpan(start, _length - start))
            value = (byte)~value;
    }

    private Span<byte> Take(int length)
    {
        if (length > _buffer.Length - _length)
            Array.Resize(
                ref _buffer,
                (int)Math.Min(Array.MaxLength, Math.Max(_length + (long)length, 2L * _buffer.Length)));
        var taken = _buffer.AsSpan(_length, length);
        _length += length;
        return taken;
    }
}
