namespace Pipeline.Core.Reading.Json;

/// <summary>
/// Appends bytes to an array that grows and is reused. A batch can point into it.
/// </summary>
internal sealed class JsonTexts
{
    private int _used;

    public byte[] Bytes { get; private set; } = [];

    public ReadOnlySpan<byte> Used => Bytes.AsSpan(0, _used);

    public void Clear() => _used = 0;

    /// <summary>Appends the bytes and returns their index.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        return Take(bytes.Length);
    }

    /// <summary>Returns at least that many free bytes after those in use.</summary>
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
    /// Takes <paramref name="length"/> bytes that were written into the <see cref="Room"/>, and returns their index.
    /// </summary>
    public int Take(int length)
    {
        _used += length;
        return _used - length;
    }
}
