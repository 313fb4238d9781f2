using System.Buffers.Binary;

namespace Pipeline.Core.Merging;

/// <summary>Entries of an arena in the order of <paramref name="records"/>: before each key the length of its value (4 bytes, little-endian), after it the value.</summary>
internal sealed class ArenaStream(byte[] arena, KeyRecord[] records, int count) : EntryStream
{
    private int _current = -1;

    public override ReadOnlySpan<byte> Key => records[_current].Key(arena);

    public override ReadOnlySpan<byte> Value
    {
        get
        {
            var record = records[_current];
            var length = BinaryPrimitives.ReadInt32LittleEndian(arena.AsSpan(record.Offset - sizeof(int)));
            return arena.AsSpan(record.Offset + record.Length, length);
        }
    }

    public override bool MoveNext()
    {
        if (_current + 1 >= count) return false;
        _current++;
        return true;
    }
}
