using System.Numerics;

namespace Pipeline.Core.Entries;

/// <summary>
/// Sorts records by key, and equal keys by position in the arena. Each record contains eight bytes of its key, which
/// are sorted as numbers; only if they are equal does the sort read more of the keys.
/// </summary>
internal static class KeySorter
{
    /// <summary>Beyond this depth, whole keys are compared. This limits the recursion.</summary>
    private const int MaxDepth = 64;

    /// <param name="records">The records, in order of their positions.</param>
    public static void Sort(byte[] arena, Span<KeyRecord> records) => Sort(arena, records, 0);

    private static void Sort(byte[] arena, Span<KeyRecord> records, int depth)
    {
        if (records.Length < 2) return;
        if (depth > MaxDepth)
        {
            records.Sort((a, b) => CompareWhole(arena, a, b));
            return;
        }
        var differ = LoadPrefixes(arena, records, depth);
        // Skip the common prefix of all keys: the bytes after it distinguish more keys.
        if (records.Length >= RadixSort.MinRecords
            && differ != 0
            && BitOperations.LeadingZeroCount(differ) / 8 is > 0 and var same)
        {
            depth += same;
            differ = LoadPrefixes(arena, records, depth);
        }
        if (differ != 0 && records.Length >= RadixSort.MinRecords)
        {
            var isDecided = EndAlike(arena, records, depth + sizeof(ulong));
            RadixSort.Sort(records, differ);
            if (isDecided) return;
        }
        else if (differ != 0)
            records.Sort();
        for (int start = 0, end; start < records.Length; start = end)
        {
            end = start + 1;
            while (end < records.Length && records[end].Prefix == records[start].Prefix)
                end++;
            SortEqual(arena, records[start..end], depth + sizeof(ulong));
        }
    }

    /// <summary>
    /// Whether all keys are equal from <paramref name="depth"/> on, so that the rest does not affect the order. Call it
    /// while the records are in order of their positions: later, reading the keys would access memory at random.
    /// </summary>
    private static bool EndAlike(byte[] arena, ReadOnlySpan<KeyRecord> records, int depth)
    {
        var length = records[0].Length;
        ReadOnlySpan<byte> end = length > depth ? records[0].Key(arena)[depth..] : [];
        foreach (ref readonly var record in records)
        {
            if (record.Length != length || (length > depth && !record.Key(arena)[depth..].SequenceEqual(end)))
                return false;
        }
        return true;
    }

    /// <summary>Returns the bits in which the prefixes differ.</summary>
    private static ulong LoadPrefixes(byte[] arena, Span<KeyRecord> records, int depth)
    {
        var differ = 0UL;
        foreach (ref var record in records)
        {
            record.Prefix = record.Length > depth ? KeyPrefix.Of(record.Key(arena)[depth..]) : 0;
            differ |= record.Prefix ^ records[0].Prefix;
        }
        return differ;
    }

    /// <summary>
    /// Sorts records whose keys are equal up to <paramref name="depth"/>, if missing bytes count as zeros.
    /// </summary>
    private static void SortEqual(byte[] arena, Span<KeyRecord> records, int depth)
    {
        if (records.Length < 2) return;
        var shortest = int.MaxValue;
        var longest = 0;
        foreach (ref readonly var record in records)
        {
            shortest = Math.Min(shortest, record.Length);
            longest = Math.Max(longest, record.Length);
        }
        if (longest > depth)
            Sort(arena, records, depth);
        else if (shortest != longest)
            records.Sort((a, b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.Offset.CompareTo(b.Offset));
    }

    private static int CompareWhole(byte[] arena, in KeyRecord a, in KeyRecord b)
    {
        var order = a.Key(arena).SequenceCompareTo(b.Key(arena));
        return order != 0 ? order : a.Offset.CompareTo(b.Offset);
    }
}
