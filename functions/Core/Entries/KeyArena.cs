namespace Pipeline.Core.Entries;

/// <summary>
/// Stores pieces of bytes that contain a key, and for each piece a record of where its key is.
/// <see cref="KeySorter"/> sorts the records.
/// </summary>
/// <param name="budget">
/// Bytes of memory for pieces and records, at most 1 GiB. A single larger piece still fits. Sorting needs memory for a
/// second copy of the records.
/// </param>
internal sealed class KeyArena(int budget)
{
    private const int RecordBytes = 16;

    private const int LargeBytes = 1024 * 1024;

    /// <summary>Estimated min size of most pieces, from which the number of records follows.</summary>
    private const int CommonPieceBytes = 24;

    private byte[] _bytes = [];
    private KeyRecord[] _records = [];
    private int _used;

    /// <summary>The bytes that the records point into.</summary>
    public byte[] Bytes => _bytes;

    public int Count { get; private set; }

    /// <summary>The records, in order of arrival until they are sorted.</summary>
    public Span<KeyRecord> Records => _records.AsSpan(0, Count);

    /// <summary>Bytes of memory in use.</summary>
    public long BytesUsed => _used + (long)Count * RecordBytes;

    /// <summary>Whether a piece of this length stays within the budget. The first piece always does.</summary>
    public bool HasRoom(long length) => Count == 0 || BytesUsed + length + RecordBytes <= budget;

    /// <summary>Reserves space for a piece, which the caller must write before the next call.</summary>
    /// <param name="keyAt">Index of the key in the piece.</param>
    /// <param name="keyLength">Length of the key in bytes.</param>
    public Span<byte> Add(long length, int keyAt, int keyLength)
    {
        Reserve(_used + length);
        _records[Count++] = new KeyRecord(_used + keyAt, keyLength);
        var piece = _bytes.AsSpan(_used, (int)length);
        _used += (int)length;
        return piece;
    }

    public void Sort() => KeySorter.Sort(_bytes, Records);

    /// <summary>Drops all pieces and keeps the memory.</summary>
    public void Clear()
    {
        _used = 0;
        Count = 0;
    }

    /// <summary>
    /// Small sorts allocate little, large ones the whole budget at once: doubling would leave the old arrays in memory
    /// as well. Memory that is not yet written to costs nothing.
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
        var max = budget / (RecordBytes + CommonPieceBytes);
        Array.Resize(ref _records, Count >= LargeBytes / RecordBytes && Count < max ? max : Math.Max(64, 2 * Count));
    }
}
