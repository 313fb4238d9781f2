using System.Buffers.Binary;

namespace Pipeline.Core.Entries;

/// <summary>
/// Reads entries in the order of an arena's records. Each key is preceded by the length of its value (4 bytes,
/// little-endian) and followed by the value.
/// </summary>
internal sealed class ArenaStream(KeyArena entries) : EntryStream
{
    private int _current = -1;

    public override ReadOnlySpan<byte> Key => entries.Records[_current].Key(entries.Bytes);

    public override ReadOnlySpan<byte> Value
    {
        get
        {
            var record = entries.Records[_current];
            var length = BinaryPrimitives.ReadInt32LittleEndian(entries.Bytes.AsSpan(record.Offset - sizeof(int)));
            return entries.Bytes.AsSpan(record.Offset + record.Length, length);
        }
    }

    public override bool MoveNext()
    {
        if (_current + 1 >= entries.Count) return false;
        _current++;
        return true;
    }
}
