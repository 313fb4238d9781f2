namespace Pipeline.Core.Reading.Bytes;

/// <summary>Reads as many bytes as there is room for, fewer only at the end of the file.</summary>
internal delegate int ReadAt(Span<byte> target, long offset);

/// <summary>
/// Reads a range from its start to its end. As long as reads are quick, as those from a page cache are, each is made
/// when it is asked for. When they turn out slow, the next pieces are read by threads of their own, several at once:
/// network storage answers each read late, but many of them together.
/// </summary>
/// <param name="end">Nothing from here on is read before it is asked for: storage may charge for every byte.</param>
internal sealed class ReadAhead(ReadAt read, long end, ReadingOptions options) : IDisposable
{
    /// <summary>Two reads in a row that take longer are no accident. A page cache gives a buffer in a few hundredths of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    private int _slowReads;
    private ReadAheadPieces? _pieces;

    /// <summary>Offsets ascend from read to read, and leave nothing out.</summary>
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
