namespace Pipeline.Core.Entries;

/// <summary>
/// The position of a key in an arena. Sorted by eight bytes of the key, then by position, which is order of arrival.
/// </summary>
internal struct KeyRecord(int offset, int length) : IComparable<KeyRecord>
{
    /// <summary>The eight bytes that the sort currently compares.</summary>
    public ulong Prefix;

    public readonly int Offset = offset;

    /// <summary>Length of the key in bytes.</summary>
    public readonly int Length = length;

    public readonly ReadOnlySpan<byte> Key(byte[] arena) => arena.AsSpan(Offset, Length);

    public readonly int CompareTo(KeyRecord other) =>
        Prefix != other.Prefix ? (Prefix < other.Prefix ? -1 : 1) : Offset.CompareTo(other.Offset);
}
