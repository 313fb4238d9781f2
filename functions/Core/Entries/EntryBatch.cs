using System.Buffers.Binary;

namespace Pipeline.Core.Entries;

/// <summary>
/// A batch of entries in one array. Each entry is the lengths of its key and value (4 bytes each), the key and the
/// value.
/// </summary>
/// <param name="bytes">Size of the batch. It takes as many entries as fit, at least one.</param>
internal sealed class EntryBatch(int bytes)
{
    private const int HeadBytes = 2 * sizeof(int);

    private byte[] _bytes = new byte[bytes];
    private int _filled;
    private int _next;
    private int _key;
    private int _keyLength;
    private int _valueLength;

    /// <summary>A batch that is always empty.</summary>
    public static EntryBatch None { get; } = new(0);

    public ReadOnlySpan<byte> Key => _bytes.AsSpan(_key, _keyLength);

    public ReadOnlySpan<byte> Value => _bytes.AsSpan(_key + _keyLength, _valueLength);

    public bool MoveNext()
    {
        if (_next == _filled) return false;
        var head = _bytes.AsSpan(_next, HeadBytes);
        _keyLength = BinaryPrimitives.ReadInt32LittleEndian(head);
        _valueLength = BinaryPrimitives.ReadInt32LittleEndian(head[sizeof(int)..]);
        _key = _next + HeadBytes;
        _next = _key + _keyLength + _valueLength;
        return true;
    }

    /// <summary>Replaces the entries with the next ones of a stream.</summary>
    /// <returns>False if the stream has ended.</returns>
    public bool Fill(EntryStream source)
    {
        _filled = 0;
        _next = 0;
        // The size of an entry is known only after the stream has moved to it, so the last one may make the array grow.
        while (_filled < bytes)
        {
            if (!source.MoveNext()) return false;
            Add(source.Key, source.Value);
        }
        return true;
    }

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var end = _filled + HeadBytes + (long)key.Length + value.Length;
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        var target = _bytes.AsSpan(_filled);
        BinaryPrimitives.WriteInt32LittleEndian(target, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target[sizeof(int)..], value.Length);
        key.CopyTo(target[HeadBytes..]);
        value.CopyTo(target[(HeadBytes + key.Length)..]);
        _filled = (int)end;
    }
}
