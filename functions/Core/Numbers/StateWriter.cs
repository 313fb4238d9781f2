using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>
/// Serializes aggregate states. Numbers are written in canonical form, at the lowest scale from 0 up, so equal states
/// always have equal bytes.
/// </summary>
internal sealed class StateWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void WriteByte(byte value) => Take(1)[0] = value;

    /// <summary>Writes an unsigned LEB128 integer.</summary>
    public void WriteVarint(ulong value)
    {
        var target = Take(10);
        var at = 0;
        for (; value >= 0x80; value >>= 7)
            target[at++] = (byte)(value | 0x80);
        target[at++] = (byte)value;
        _length -= target.Length - at;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarint((ulong)bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Writes the marker for no number.</summary>
    public void WriteNoNumber() => WriteByte(0);

    /// <param name="scale">0 or more.</param>
    public void WriteNumber(long units, int scale)
    {
        while (scale > 0 && units % 10 == 0)
        {
            units /= 10;
            // Zero is divisible by 10 at every scale, so it ends at scale 0.
            scale = units == 0 ? 0 : scale - 1;
        }
        WriteVarint(StateReader.NarrowHead(scale));
        WriteVarint((ulong)(units << 1 ^ units >> 63));
    }

    /// <inheritdoc cref="WriteNumber(long, int)"/>
    public void WriteNumber(Int128 units, int scale)
    {
        while (units != (long)units)
        {
            if (scale == 0 || units % 10 != 0)
            {
                WriteWide((BigInteger)units, scale);
                return;
            }
            units /= 10;
            scale--;
        }
        WriteNumber((long)units, scale);
    }

    public void WriteNumber(Number number)
    {
        // A number is canonical, so only a negative scale must change.
        var scale = Math.Max(0, number.Scale);
        var units = number.UnitsAt(scale);
        if (units >= long.MinValue && units <= long.MaxValue)
            WriteNumber((long)units, scale);
        else
            WriteWide(units, scale);
    }

    private void WriteWide(BigInteger units, int scale)
    {
        WriteVarint(StateReader.WideHead(scale));
        WriteBytes(units.ToByteArray());
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
