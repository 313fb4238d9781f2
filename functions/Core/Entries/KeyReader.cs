using System.Buffers.Binary;
using System.Numerics;

namespace Pipeline.Core.Entries;

/// <summary>
/// Reads the components of a key written by <see cref="KeyWriter"/>, all ascending. The caller must know their kinds.
/// </summary>
public ref struct KeyReader(ReadOnlySpan<byte> key)
{
    /// <summary>Max number of digit pairs that always fit a long.</summary>
    private const int MaxLongPairs = 9;

    private ReadOnlySpan<byte> _rest = key;

    /// <summary>The bytes that have not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Skips the next component if it is NULL.</summary>
    public bool TryReadNull()
    {
        if (_rest[0] == KeyFormat.Present) return false;
        _rest = _rest[1..];
        return true;
    }

    public bool ReadBoolean()
    {
        var value = _rest[1] != 0;
        _rest = _rest[2..];
        return value;
    }

    /// <param name="scratch">Receives the text if it contains escapes; grown if needed.</param>
    /// <returns>Valid until the key or <paramref name="scratch"/> changes.</returns>
    public ReadOnlySpan<byte> ReadText(ref byte[] scratch)
    {
        var text = _rest[1..];
        var zero = text.IndexOf(KeyFormat.Escape);
        if (text[zero + 1] == KeyFormat.TextEnd)
        {
            _rest = text[(zero + 2)..];
            return text[..zero];
        }
        var length = 0;
        for (; ; zero = text.IndexOf(KeyFormat.Escape))
        {
            if (scratch.Length < length + zero + 1)
                Array.Resize(ref scratch, Math.Max(length + zero + 1, 2 * scratch.Length));
            // Includes the zero, which is part of the text only if it was escaped.
            text[..(zero + 1)].CopyTo(scratch.AsSpan(length));
            length += zero + 1;
            var ended = text[zero + 1] == KeyFormat.TextEnd;
            text = text[(zero + 2)..];
            if (!ended) continue;
            _rest = text;
            return scratch.AsSpan(0, length - 1);
        }
    }

    /// <summary>Reads a number with few digits as <c>units x 10^-scale</c>.</summary>
    /// <returns>
    /// False, with nothing read, if the number has more digits: use <see cref="ReadNumber"/>, which reads any number.
    /// </returns>
    public bool TryReadNumber(out long units, out int scale)
    {
        units = 0;
        scale = 0;
        var pairs = Split(out var rest, out var exponent, out var flip);
        if (pairs.Length > MaxLongPairs) return false;
        foreach (var pair in pairs)
            units = units * 100 + (byte)(pair ^ flip) - 1;
        if (flip != 0)
            units = -units;
        scale = 2 * (pairs.Length - exponent);
        _rest = rest;
        return true;
    }

    /// <summary>Reads a number as <c>units x 10^-scale</c>, not necessarily in the shortest form.</summary>
    public (BigInteger Units, int Scale) ReadNumber()
    {
        var pairs = Split(out var rest, out var exponent, out var flip);
        var units = BigInteger.Zero;
        // Nine pairs at a time, so that long numbers need few BigInteger multiplications.
        for (var start = 0; start < pairs.Length; start += MaxLongPairs)
        {
            var some = 0L;
            var power = 1L;
            foreach (var pair in pairs[start..Math.Min(pairs.Length, start + MaxLongPairs)])
            {
                some = some * 100 + (byte)(pair ^ flip) - 1;
                power *= 100;
            }
            units = units * power + some;
        }
        _rest = rest;
        return (flip != 0 ? -units : units, 2 * (pairs.Length - exponent));
    }

    /// <param name="rest">The bytes after the number.</param>
    /// <param name="flip">The mask that the bytes are XORed with.</param>
    private readonly ReadOnlySpan<byte> Split(out ReadOnlySpan<byte> rest, out int exponent, out byte flip)
    {
        exponent = 0;
        flip = 0;
        var sign = _rest[1];
        if (sign == KeyFormat.Zero)
        {
            rest = _rest[2..];
            return [];
        }
        if (sign == KeyFormat.BelowZero)
            flip = 0xFF;
        exponent = (byte)(_rest[2] ^ flip) - KeyFormat.ExponentBias;
        var pairs = _rest[3..];
        if (exponent is -KeyFormat.ExponentBias or KeyFormat.ExponentBias - 1)
        {
            var large = BinaryPrimitives.ReadUInt32BigEndian(pairs) ^ (flip != 0 ? uint.MaxValue : 0);
            exponent = (int)large + int.MinValue;
            pairs = pairs[4..];
        }
        var end = pairs.IndexOf((byte)(KeyFormat.DigitsEnd ^ flip));
        rest = pairs[(end + 1)..];
        return pairs[..end];
    }
}
