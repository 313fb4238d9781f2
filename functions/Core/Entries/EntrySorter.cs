using System.Buffers.Binary;

namespace Pipeline.Core.Entries;

/// <summary>
/// Sorts any number of entries by key in bounded memory. Equal keys keep their order of arrival. Entries that do not
/// fit into memory go to the scratch folder in sorted runs.
/// </summary>
public sealed class EntrySorter
{
    public const int DefaultBudget = 32 * 1024 * 1024;

    /// <summary>Each key is preceded by the length of its value, which follows the key.</summary>
    private const int HeadBytes = sizeof(int);

    private readonly IEntryCombiner? _combiner;
    private readonly long? _limit;
    private readonly int _budget;
    private SortedRuns _runs;
    private KeyArena _entries;

    /// <summary>
    /// The first entries are copied here when the others are dropped; then the two arenas are swapped.
    /// </summary>
    private KeyArena _spare;

    /// <summary>With a limit: an entry at or above this key can no longer be among the first.</summary>
    private byte[]? _bound;

    /// <param name="budget">Bytes of memory for entries, at most 1 GiB. One entry that is larger still fits.</param>
    /// <param name="combiner">Combines the values of equal keys; null keeps all entries.</param>
    /// <param name="limit">
    /// Max number of entries to keep, in key order. Memory then depends on the limit, not on the number of entries
    /// added. Cannot be used with a combiner.
    /// </param>
    public EntrySorter(
        ScratchFolder scratch,
        int budget = DefaultBudget,
        IEntryCombiner? combiner = null,
        long? limit = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(budget, 1 << 30);
        if (combiner is not null && limit is not null)
            throw new ArgumentException(
                "A limit cannot be used with a combiner: the first entries are known only after all are combined.",
                nameof(limit));
        _runs = new SortedRuns(scratch, combiner, limit);
        _combiner = combiner;
        _limit = limit;
        _budget = budget;
        _entries = new KeyArena(budget);
        _spare = new KeyArena(budget);
    }

    /// <summary>Drops all entries and starts over, reusing the memory.</summary>
    public void Restart(ScratchFolder scratch)
    {
        _runs = new SortedRuns(scratch, _combiner, _limit);
        _entries.Clear();
        _bound = null;
    }

    /// <summary>
    /// Whether an entry with this key can still be among the first. If not, the caller need not create its value.
    /// </summary>
    public bool CanUse(ReadOnlySpan<byte> key) => _limit != 0 && (_bound is null || key.SequenceCompareTo(_bound) < 0);

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (!CanUse(key)) return;
        var length = HeadBytes + (long)key.Length + value.Length;
        if (!_entries.HasRoom(length))
            MakeRoom();
        var target = _entries.Add(length, HeadBytes, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target, value.Length);
        key.CopyTo(target[HeadBytes..]);
        value.CopyTo(target[(HeadBytes + key.Length)..]);
        // At twice the limit, each entry is moved at most once on average.
        if (_entries.Count >= 64 && _entries.Count / 2 >= _limit)
            KeepFirst();
    }

    /// <summary>
    /// Returns the entries in order. Call it once, after the last <see cref="Add"/>; the stream uses the sorter's
    /// memory.
    /// </summary>
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
        _entries.Sort();
        return new ArenaStream(_entries);
    }

    private void MakeRoom()
    {
        if (_limit < _entries.Count)
        {
            KeepFirst();
            if (_entries.BytesUsed <= _budget / 2) return;
        }
        _runs.Write(Sort());
        _entries.Clear();
    }

    /// <summary>Sorts the entries in memory and drops all beyond the limit.</summary>
    private void KeepFirst()
    {
        _entries.Sort();
        var kept = (int)Math.Min(_entries.Count, _limit!.Value);
        _spare.Clear();
        foreach (ref readonly var record in _entries.Records[..kept])
        {
            var entry = _entries.Bytes.AsSpan(record.Offset - HeadBytes);
            entry = entry[..(HeadBytes + record.Length + BinaryPrimitives.ReadInt32LittleEndian(entry))];
            entry.CopyTo(_spare.Add(entry.Length, HeadBytes, record.Length));
        }
        (_entries, _spare) = (_spare, _entries);
        if (kept == _limit)
            _bound = _entries.Records[kept - 1].Key(_entries.Bytes).ToArray();
    }
}
