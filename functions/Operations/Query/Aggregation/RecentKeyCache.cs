using System.Runtime.Intrinsics;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Recently seen short keys with their numbers, one in each slot that a hash selects: if there are few groups, nearly
/// every row finds its group here with one comparison of one register.
/// </summary>
internal sealed class RecentKeyCache
{
    /// <summary>
    /// Many more slots than keys, so that two keys hardly ever share one; unused slots take no room in the CPU's cache.
    /// </summary>
    public const int Size = 16 * 1024;

    /// <summary>With more keys than this, too few rows find their key here.</summary>
    public const int MaxKeys = Size / 2;

    public RecentKeyCache() => Clear();

    public Entry[] Entries { get; } = new Entry[Size];

    public void Clear() => Array.Fill(Entries, new Entry(default, Length: -1, Number: 0));

    public readonly record struct Entry(Vector128<byte> Key, int Length, int Number);
}
