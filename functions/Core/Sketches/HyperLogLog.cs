using System.IO.Hashing;
using System.Numerics;

namespace Pipeline.Core.Sketches;

/// <summary>
/// Estimates the number of distinct values with a standard error of 1.63 %, in at most 4 KiB (Flajolet and others,
/// 2007). The first 12 bits of a value's hash select one of 4,096 registers. Each register keeps the max rank, which is
/// the position of the first 1 among the other bits. The result, byte for byte, does not depend on how often or in
/// which order values are added, nor on how they are distributed over sketches that are merged.
/// </summary>
internal sealed class HyperLogLog
{
    public const int Registers = 1 << IndexBits;

    /// <summary>1.04 / √4096, relative to the estimate.</summary>
    public const double StandardError = 0.01625;

    private const int IndexBits = 12;

    /// <summary>A rank is at most 53 and takes 6 bits.</summary>
    private const int RankBits = 6;

    private const int MaxRank = 64 - IndexBits + 1;

    private const int DenseBytes = Registers * RankBits / 8;

    /// <summary>Index and rank together take 18 bits.</summary>
    private const int SparseEntryBytes = 3;

    /// <summary>
    /// Max entries in memory. Entries take four bytes there instead of three, so the switch to registers comes well
    /// before the dense form is shorter when written.
    /// </summary>
    private const int MaxSparse = 256;

    /// <summary>The sorted non-zero registers as index and rank; null once <see cref="_registers"/> is used.</summary>
    private int[]? _entries = [];

    private int _entryCount;
    private byte[] _registers = [];

    /// <summary>Approximate memory use in bytes.</summary>
    public int MemoryBytes => 64 + (_entries is null ? Registers : sizeof(int) * _entries.Length);

    /// <summary>The number of bytes that <see cref="Write"/> writes.</summary>
    public int ByteCount => Math.Min(Used() * SparseEntryBytes, DenseBytes);

    /// <summary>Adds a value. Values are equal if their bytes are.</summary>
    public void Add(ReadOnlySpan<byte> value) => AddHash(XxHash3.HashToUInt64(value, seed: 0));

    /// <param name="hash">A 64-bit hash of a value that is the same in every process.</param>
    public void AddHash(ulong hash) =>
        Keep((int)(hash >> (64 - IndexBits)), Math.Min(BitOperations.LeadingZeroCount(hash << IndexBits) + 1, MaxRank));

    public void Merge(HyperLogLog other)
    {
        for (var i = 0; i < other._entryCount; i++)
            Keep(other._entries![i] >> RankBits, other._entries[i] & (1 << RankBits) - 1);
        for (var index = 0; index < other._registers.Length; index++)
            Keep(index, other._registers[index]);
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ReadOnlySpan<byte> written)
    {
        if (written.Length == DenseBytes)
        {
            for (var index = 0; index < Registers; index += 4, written = written[3..])
            {
                var four = written[0] | written[1] << 8 | written[2] << 16;
                for (var i = 0; i < 4; i++)
                    Keep(index + i, four >> RankBits * i & (1 << RankBits) - 1);
            }
            return;
        }
        for (; !written.IsEmpty; written = written[SparseEntryBytes..])
        {
            var entry = written[0] | written[1] << 8 | written[2] << 16;
            Keep(entry >> RankBits, entry & (1 << RankBits) - 1);
        }
    }

    /// <summary>
    /// Writes the sketch in canonical form, which is the shorter of two: the non-zero registers in three bytes each, or
    /// all registers in six bits each. The length tells them apart.
    /// </summary>
    /// <param name="target">At least <see cref="ByteCount"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        var isDense = Used() * SparseEntryBytes >= DenseBytes;
        for (var i = 0; i < _entryCount; i++)
            target = Put(target, _entries![i]);
        for (var index = 0; index < _registers.Length; index += isDense ? 4 : 1)
        {
            if (isDense)
                target = Put(target, Four(index));
            else if (_registers[index] != 0)
                target = Put(target, index << RankBits | _registers[index]);
        }
    }

    /// <summary>Estimates the number of distinct values. Exactly 0 if no value was added.</summary>
    public long Estimate()
    {
        Span<int> counts = stackalloc int[MaxRank + 1];
        counts.Clear();
        counts[0] = Registers - Used();
        for (var i = 0; i < _entryCount; i++)
            counts[_entries![i] & (1 << RankBits) - 1]++;
        foreach (var rank in _registers)
            counts[rank] += rank == 0 ? 0 : 1;
        return RegisterCounts.Estimate(counts);
    }

    private void Keep(int index, int rank)
    {
        if (_entries is null)
        {
            _registers[index] = (byte)Math.Max(_registers[index], rank);
            return;
        }
        if (rank == 0) return;
        var at = Array.BinarySearch(_entries, 0, _entryCount, index << RankBits);
        // No entry has a rank of 0, so the search never finds an exact match.
        at = ~at;
        if (at < _entryCount && _entries[at] >> RankBits == index)
        {
            _entries[at] = Math.Max(_entries[at], index << RankBits | rank);
            return;
        }
        if (_entryCount == MaxSparse)
        {
            KeepAll();
            Keep(index, rank);
            return;
        }
        if (_entryCount == _entries.Length)
            Array.Resize(ref _entries, Math.Max(2, 2 * _entryCount));
        Array.Copy(_entries, at, _entries, at + 1, _entryCount - at);
        _entries[at] = index << RankBits | rank;
        _entryCount++;
    }

    private void KeepAll()
    {
        _registers = new byte[Registers];
        for (var i = 0; i < _entryCount; i++)
            _registers[_entries![i] >> RankBits] = (byte)(_entries[i] & (1 << RankBits) - 1);
        (_entries, _entryCount) = (null, 0);
    }

    /// <summary>The number of non-zero registers.</summary>
    private int Used() => _entries is null ? Registers - _registers.AsSpan().Count((byte)0) : _entryCount;

    private int Four(int index) => _registers[index] | _registers[index + 1] << RankBits
        | _registers[index + 2] << 2 * RankBits | _registers[index + 3] << 3 * RankBits;

    private static Span<byte> Put(Span<byte> target, int value)
    {
        (target[0], target[1], target[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));
        return target[SparseEntryBytes..];
    }
}
