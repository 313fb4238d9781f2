namespace Pipeline.Core.Entries;

/// <summary>
/// Bytes one after another, each piece with a key in it, and a record that says where each key is: what a
/// <see cref="KeySorter"/> sorts.
/// </summary>
/// <param name="budget">
/// Bytes of memory for pieces and records, at most 1 GiB. One piece that is larger still fits, and while they are
/// sorted, the records stand in memory twice.
/// </param>
internal sealed class KeyArena(int budget)
{
    private const int RecordBytes = 16;

    private const int LargeBytes = 1024 * 1024;

    /// <summary>A guess at what most pieces take at least, to say how many there can be.</summary>
    private const int CommonPieceBytes = 24;

    private byte[] _bytes = [];
    private KeyRecord[] _records = [];
    private int _used;

    /// <summary>What the records point into.</summary>
    public byte[] Bytes => _bytes;

    public int Count { get; private set; }

    /// <summary>In order of arrival until they are sorted.</summary>
    public Span<KeyRecord> Records => _records.AsSpan(0, Count);

    /// <summary>Memory in use.</summary>
    public long BytesUsed => _used + (long)Count * RecordBytes;

    /// <summary>Whether so many more bytes stay within the budget; the first piece always fits.</summary>
    public bool HasRoom(long length) => Count == 0 || BytesUsed + length + RecordBytes <= budget;

    /// <summary>Takes room for a piece, to be written by the caller before the next call.</summary>
    /// <param name="keyAt">Where in the piece its key begins.</param>
    /// <param name="keyLength">In bytes.</param>
    public Span<byte> Add(long length, int keyAt, int keyLength)
    {
        Reserve(_used + length);
        _records[Count++] = new KeyRecord(_used + keyAt, keyLength);
        var piece = _bytes.AsSpan(_used, (int)length);
        _used += (int)length;
        return piece;
    }

    public void Sort() => KeySorter.Sort(_bytes, Records);

    /// <summary>Forgets all pieces and keeps the memory.</summary>
    public void Clear()
    {
        _used = 0;
        Count = 0;
    }

    /// <summary>
    /// Small sorts take little, large ones the whole budget at once: arrays that are doubled and left behind would
    /// stand in memory beside it. What is not yet written to costs nothing.
    /// </summary>
    private void Reserve(long length)
    {
        if (length > _bytes.Length)
        {
            var larger = length > LargeBytes ? Math.Max(length, budget) : Math.Max(4096, 2 * length);
            var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(Array.MaxLength, larger));
            _bytes.AsSpan(0, _used).CopyTo(bytes);
            _bytes = bytes;
        }
        if (Count < _records.Length) return;
        var most = budget / (RecordBytes + CommonPieceBytes);
        Array.Resize(ref _records, Count >= LargeBytes / RecordBytes && Count < most ? most : Math.Max(64, 2 * Count));
    }
}
