using System.Buffers.Binary;

namespace Pipeline.Core.Entries;

/// <summary>
/// Some entries one after another in one array: the lengths of key and value (4 bytes each), key, value.
/// </summary>
/// <param name="bytes">Filled with as many entries as fit, at least one.</param>
internal sealed class EntryBatch(int bytes)
{
    private const int HeadBytes = 2 * sizeof(int);

    private byte[] _bytes = new byte[bytes];
    private int _filled;
    private int _next;
    private int _key;
    private int _keyLength;
    private int _valueLength;

    /// <summary>Without entries, for ever.</summary>
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

    /// <summary>Takes the next entries of a stream in place of those that are here.</summary>
    /// <returns>False when the stream has no more.</returns>
    public bool Fill(EntryStream source)
    {
        _filled = 0;
        _next = 0;
        // An entry can only be looked at once the stream has moved to it: the last one may make the array grow.
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
