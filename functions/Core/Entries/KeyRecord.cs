namespace Pipeline.Core.Entries;

/// <summary>
/// Where a key is in an arena. Sorted by eight bytes of the key, then by place, which is order of arrival.
/// </summary>
internal struct KeyRecord(int offset, int length) : IComparable<KeyRecord>
{
    /// <summary>The eight bytes that the sort now looks at.</summary>
    public ulong Prefix;

    public readonly int Offset = offset;

    /// <summary>In bytes.</summary>
    public readonly int Length = length;

    public readonly ReadOnlySpan<byte> Key(byte[] arena) => arena.AsSpan(Offset, Length);

    public readonly int CompareTo(KeyRecord other) =>
        Prefix != other.Prefix ? (Prefix < other.Prefix ? -1 : 1) : Offset.CompareTo(other.Offset);
}
