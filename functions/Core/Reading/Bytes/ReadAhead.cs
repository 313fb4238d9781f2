namespace Pipeline.Core.Reading.Bytes;

/// <summary>Fills the target; returns fewer bytes only at the end of the file.</summary>
internal delegate int ReadAt(Span<byte> target, long offset);

/// <summary>
/// Reads a range sequentially. While reads are fast, as from a page cache, it reads on demand. Once they are slow, it
/// prefetches several pieces in parallel: network storage has high latency, but serves many reads at once.
/// </summary>
/// <param name="end">Nothing is prefetched from this offset on, because storage may charge for every byte.</param>
internal sealed class ReadAhead(ReadAt read, long end, ReadingOptions options) : IDisposable
{
    /// <summary>
    /// A slower read does not come from the page cache, which serves a buffer in a few hundredths of this time.
    /// Prefetching starts after two slow reads in a row.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    private int _slowReads;
    private ReadAheadPieces? _pieces;

    /// <summary>Reads the next bytes. Offsets must be ascending, without gaps.</summary>
    public int Read(Span<byte> target, long offset)
    {
        if (_pieces is not null && offset < end)
            return _pieces.Read(target);
        var began = options.Clock.GetTimestamp();
        var length = read(target, offset);
        _slowReads = options.Clock.GetElapsedTime(began) > Patience ? _slowReads + 1 : 0;
        var next = offset + length;
        if (_slowReads >= 2 && options.ReadsAhead > 0 && length == target.Length && next < end)
            _pieces ??= new ReadAheadPieces(read, next, end, options.BufferBytes, options.ReadsAhead);
        return length;
    }

    public void Dispose() => _pieces?.Dispose();
}
