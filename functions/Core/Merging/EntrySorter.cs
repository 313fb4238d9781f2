using System.Buffers.Binary;

namespace Pipeline.Core.Merging;

/// <summary>
/// Sorts any number of entries by key within a bounded memory; equal keys keep their order of arrival. What does not
/// fit goes to the scratch folder in sorted runs.
/// </summary>
public sealed class EntrySorter
{
    public const int DefaultBudget = 32 * 1024 * 1024;

    /// <summary>Each key is preceded by the length of its value, which follows the key.</summary>
    private const int HeadBytes = sizeof(int);

    private const int RecordBytes = 16;

    private const int LargeBytes = 1024 * 1024;

    /// <summary>A guess at what most entries take at least, to say how many there can be.</summary>
    private const int CommonEntryBytes = 24;

    private readonly IEntryCombiner? _combiner;
    private readonly long? _limit;
    private readonly int _budget;
    private SortedRuns _runs;
    private byte[] _arena = [];

    /// <summary>Where the first entries are moved to when the others are forgotten; then the two change places.</summary>
    private byte[] _spare = [];

    private int _used;
    private KeyRecord[] _records = [];
    private int _count;

    /// <summary>With a limit: no later entry at or above this key can be among the first.</summary>
    private byte[]? _bound;

    /// <param name="budget">Bytes of memory for entries, at most 1 GiB. One entry that is larger still fits.</param>
    /// <param name="combiner">Combines the values of equal keys; null keeps all entries.</param>
    /// <param name="limit">Keeps only the first so many entries by key; not together with a combiner. Memory then depends on the limit, not on the entries.</param>
    public EntrySorter(ScratchFolder scratch, int budget = DefaultBudget, IEntryCombiner? combiner = null, long? limit = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(budget, 1 << 30);
        if (combiner is not null && limit is not null)
            throw new ArgumentException("Entries that are combined cannot be limited before all of them are known.", nameof(limit));
        _runs = new SortedRuns(scratch, combiner, limit);
        _combiner = combiner;
        _limit = limit;
        _budget = budget;
    }

    /// <summary>Forgets all entries and begins anew, in the memory that is there.</summary>
    public void Restart(ScratchFolder scratch)
    {
        _runs = new SortedRuns(scratch, _combiner, _limit);
        _used = 0;
        _count = 0;
        _bound = null;
    }

    /// <summary>Whether an entry with this key can still be among the first: if not, its value need not be made.</summary>
    public bool CanUse(ReadOnlySpan<byte> key) => _limit != 0 && (_bound is null || key.SequenceCompareTo(_bound) < 0);

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (!CanUse(key)) return;
        var length = HeadBytes + (long)key.Length + value.Length;
        if (_count > 0 && _used + length + (_count + 1L) * RecordBytes > _budget)
            MakeRoom();
        Reserve(_used + length);

        var target = _arena.AsSpan(_used, (int)length);
        BinaryPrimitives.WriteInt32LittleEndian(target, value.Length);
        key.CopyTo(target[HeadBytes..]);
        value.CopyTo(target[(HeadBytes + key.Length)..]);
        _records[_count++] = new KeyRecord(_used + HeadBytes, key.Length);
        _used += (int)length;
        // Twice the limit: each entry is moved at most once on average.
        if (_count >= 64 && _count / 2 >= _limit)
            KeepFirst();
    }

    /// <summary>The entries in order. To be called once, after the last <see cref="Add"/>; the stream uses the sorter's memory.</summary>
    public EntryStream ToSorted()
    {
        var last = Sort();
        if (_runs.Count > 0)
            return _runs.Merge(last);
        return _combiner is not null ? new CombinedStream(last, _combiner)
            : _limit is not null ? new ConcatenatedStream([last], _limit)
            : last;
    }

    private ArenaStream Sort()
    {
        KeySort.Sort(_arena, _records.AsSpan(0, _count));
        return new ArenaStream(_arena, _records, _count);
    }

    private void MakeRoom()
    {
        if (_limit < _count)
        {
            KeepFirst();
            if (_used + (long)_count * RecordBytes <= _budget / 2) return;
        }
        _runs.Write(Sort());
        _used = 0;
        _count = 0;
    }

    /// <summary>Sorts what is here and forgets all beyond the limit.</summary>
    private void KeepFirst()
    {
        KeySort.Sort(_arena, _records.AsSpan(0, _count));
        var kept = (int)Math.Min(_count, _limit!.Value);
        if (_spare.Length < _arena.Length)
            _spare = GC.AllocateUninitializedArray<byte>(_arena.Length);
        _used = 0;
        for (var i = 0; i < kept; i++)
        {
            var record = _records[i];
            var entry = _arena.AsSpan(record.Offset - HeadBytes);
            entry = entry[..(HeadBytes + record.Length + BinaryPrimitives.ReadInt32LittleEndian(entry))];
            entry.CopyTo(_spare.AsSpan(_used));
            _records[i] = new KeyRecord(_used + HeadBytes, record.Length);
            _used += entry.Length;
        }
        (_arena, _spare) = (_spare, _arena);
        _count = kept;
        if (kept == _limit)
            _bound = _records[kept - 1].Key(_arena).ToArray();
    }

    /// <summary>
    /// Small sorts take little, large ones the whole budget at once: arrays that are doubled and left behind would
    /// stand in memory beside it. What is not yet written to costs nothing.
    /// </summary>
    private void Reserve(long length)
    {
        if (length > _arena.Length)
        {
            var larger = length > LargeBytes ? Math.Max(length, _budget) : Math.Max(4096, 2 * length);
            var arena = GC.AllocateUninitializedArray<byte>((int)Math.Min(Array.MaxLength, larger));
            _arena.AsSpan(0, _used).CopyTo(arena);
            _arena = arena;
        }
        if (_count < _records.Length) return;
        var most = _budget / (RecordBytes + CommonEntryBytes);
        Array.Resize(ref _records, _count >= LargeBytes / RecordBytes && _count < most ? most : Math.Max(64, 2 * _count));
    }
}
