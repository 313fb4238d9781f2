using System.Numerics;

namespace Pipeline.Core.Entries;

/// <summary>
/// Sorts records by key, equal keys by place in the arena. Eight bytes of every key are put next to its place and
/// sorted as numbers; only where they are equal does the sort look further into the keys.
/// </summary>
internal static class KeySorter
{
    /// <summary>Beyond this depth keys are compared whole: it bounds the recursion.</summary>
    private const int MaxDepth = 64;

    /// <param name="records">In order of their places.</param>
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
        // What all keys begin with tells nothing: the bytes behind it may decide where these would not.
        if (
            records.Length >= RadixSort.Least
            && differ != 0
            && BitOperations.LeadingZeroCount(differ) / 8 is > 0 and var same)
        {
            depth += same;
            differ = LoadPrefixes(arena, records, depth);
        }
        if (differ != 0 && records.Length >= RadixSort.Least)
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
    /// Whether all keys are the same from <paramref name="depth"/> on, which then decides nothing. Asked while the
    /// records are in order of their places: afterwards each look at a key is one at memory far away.
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
    /// Sorts records whose keys are equal up to <paramref name="depth"/>, missing bytes taken as zeros.
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
