using System.Runtime.Intrinsics;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Short keys seen lately with their numbers, one for each place that a hash points to: where there are few groups,
/// nearly every row finds its own here with one comparison of one register.
/// </summary>
internal sealed class RecentKeyCache
{
    /// <summary>
    /// Many more places than keys, so that hardly two want the same; what no key uses is in no cache.
    /// </summary>
    public const int Size = 16 * 1024;

    /// <summary>With more keys than this, too few rows find their own here.</summary>
    public const int MaxKeys = Size / 2;

    public RecentKeyCache() => Clear();

    public Entry[] Entries { get; } = new Entry[Size];

    public void Clear() => Array.Fill(Entries, new Entry(default, Length: -1, Number: 0));

    public readonly record struct Entry(Vector128<byte> Key, int Length, int Number);
}
