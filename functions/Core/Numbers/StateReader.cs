using System.Numerics;

namespace Pipeline.Core.Numbers;

/// <summary>Reads the output of a <see cref="StateWriter"/>.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The prefix of a number whose units fit a long: 1, 3, 5, … for scales 0, 1, 2, …</summary>
    public static ulong NarrowHead(int scale) => 2 * (ulong)scale + 1;

    /// <summary>The prefix of any other number: 2, 4, 6, …; 0 means that there is no number.</summary>
    public static ulong WideHead(int scale) => 2 * (ulong)scale + 2;

    /// <summary>Whether a number comes next, rather than the marker for no number.</summary>
    public readonly bool HasNumber => _rest[0] != 0;

    public byte ReadByte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong ReadVarint()
    {
        var value = 0UL;
        var at = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = _rest[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) break;
        }
        _rest = _rest[at..];
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = (int)ReadVarint();
        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    /// <summary>
    /// Reads a number into units and scale (<see cref="StateNumber.Narrow"/>) or <paramref name="wide"/>.
    /// </summary>
    public StateNumber ReadNumber(out long units, out int scale, out Number wide)
    {
        units = 0;
        scale = 0;
        wide = default;
        var head = ReadVarint();
        if (head == 0) return StateNumber.None;
        scale = (int)((head - 1) / 2);
        if (head % 2 == 0)
        {
            wide = new Number(new BigInteger(ReadBytes()), scale);
            return StateNumber.Wide;
        }
        var bits = ReadVarint();
        units = (long)(bits >> 1) ^ -(long)(bits & 1);
        if (scale <= DecimalText.MaxDigits) return StateNumber.Narrow;
        wide = new Number(units, scale);
        return StateNumber.Wide;
    }
}
