namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Bytes put one after the other into an array that grows, is reused, and can be what a batch points into.
/// </summary>
internal sealed class JsonTexts
{
    private int _used;

    public byte[] Bytes { get; private set; } = [];

    public ReadOnlySpan<byte> Used => Bytes.AsSpan(0, _used);

    public void Clear() => _used = 0;

    /// <summary>Where the bytes were put.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        return Take(bytes.Length);
    }

    /// <summary>At least that many bytes behind those used.</summary>
    public Span<byte> Room(int length)
    {
        if (Bytes.Length - _used < length)
        {
            var larger = new byte[Math.Max(Bytes.Length * 2, _used + length + 4096)];
            Used.CopyTo(larger);
            Bytes = larger;
        }
        return Bytes.AsSpan(_used);
    }

    /// <summary>
    /// Where the <paramref name="length"/> bytes begin that were written into the <see cref="Room"/>.
    /// </summary>
    public int Take(int length)
    {
        _used += length;
        return _used - length;
    }
}
