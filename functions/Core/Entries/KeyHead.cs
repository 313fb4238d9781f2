namespace Pipeline.Core.Entries;

/// <summary>The first sixteen bytes of a key, which decide most comparisons without a look at the key.</summary>
internal readonly struct KeyHead(ReadOnlySpan<byte> key)
{
    private const int Bytes = 2 * sizeof(ulong);

    /// <summary>See <see cref="KeyPrefix"/>.</summary>
    public readonly ulong First = KeyPrefix.Of(key);

    public readonly ulong Second = key.Length > sizeof(ulong) ? KeyPrefix.Of(key[sizeof(ulong)..]) : 0;

    /// <summary>Of the key, in bytes.</summary>
    public readonly int Length = key.Length;

    private KeyHead(ulong all)
        : this([]) => First = Second = all;

    /// <summary>No key comes after it.</summary>
    public static KeyHead Last { get; } = new(ulong.MaxValue);

    /// <summary>Whether this is all of the key: keys whose heads are equal then differ at most in length.</summary>
    public bool IsWhole => Length <= Bytes;
}
