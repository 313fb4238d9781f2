namespace Pipeline.Core.Entries;

/// <summary>The first 16 bytes of a key, which decide most comparisons without reading the key.</summary>
internal readonly struct KeyHead(ReadOnlySpan<byte> key)
{
    private const int Bytes = 2 * sizeof(ulong);

    /// <summary>See <see cref="KeyPrefix"/>.</summary>
    public readonly ulong First = KeyPrefix.Of(key);

    public readonly ulong Second = key.Length > sizeof(ulong) ? KeyPrefix.Of(key[sizeof(ulong)..]) : 0;

    /// <summary>Length of the key in bytes.</summary>
    public readonly int Length = key.Length;

    private KeyHead(ulong all)
        : this([]) => First = Second = all;

    /// <summary>A head that no key comes after.</summary>
    public static KeyHead Last { get; } = new(ulong.MaxValue);

    /// <summary>
    /// Whether the head contains the whole key: keys with equal heads can then differ only in length.
    /// </summary>
    public bool IsWhole => Length <= Bytes;
}
