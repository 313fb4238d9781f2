using System.Buffers;
using System.Globalization;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading.Bytes;

/// <summary>
/// A window on a file that moves over one range of it, and past the range's end as far as its last record needs.
/// </summary>
/// <param name="keepsOriginal">Whether <see cref="Original"/> is wanted.</param>
internal sealed class RangeBuffer(ReadAt read, string path, ByteRange range, ReadingOptions options, bool keepsOriginal) : IDisposable
{
    /// <summary>Bytes kept readable after the last, so that vectors may be loaded and a newline be added at the end of the file.</summary>
    private const int Padding = ByteMasks.Width + 1;

    private readonly ReadAhead _file = new(read, range.End, options);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(options.BufferBytes + Padding);

    private int _capacity = options.BufferBytes;

    private byte[] _original = [];

    /// <summary>Readers may change bytes that they give out, and the one behind the last; the 64 behind that may be read.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>The same bytes as they are in the file, at the same places.</summary>
    public byte[] Original => _original;

    /// <summary>Offset in the file of <c>Bytes[0]</c>.</summary>
    public long Offset { get; private set; } = range.Start;

    /// <summary>How many of <see cref="Bytes"/> hold data.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the file is known to end with the last byte held.</summary>
    public bool AtEndOfFile { get; private set; }

    /// <summary>Bytes read from the file so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Drops the first <paramref name="used"/> bytes and reads on behind the rest, growing when nothing was dropped from a full buffer.</summary>
    /// <exception cref="BadRecordException">The record at the buffer's start is longer than a record may be.</exception>
    public void Advance(int used)
    {
        var rest = Length - used;
        if (rest == _capacity)
            Grow();
        if (used > 0)
            Buffer.BlockCopy(_bytes, used, _bytes, 0, rest);
        Offset += used;
        Length = rest;

        var next = Offset + Length;
        // Up to the end of the range in one go; past it in steps that double with the record, so that a cut that is
        // right costs no byte too many and a long record costs no more than twice its length.
        var wanted = next < range.End ? Math.Min(range.End - next, _capacity - rest) : Math.Min(Math.Max(rest, 4096), _capacity - rest);
        var length = _file.Read(_bytes.AsSpan(Length, (int)wanted), next);
        Length += length;
        BytesRead += length;
        AtEndOfFile = length < wanted;
        if (keepsOriginal)
            KeepOriginal();
    }

    /// <summary>What is left from before has not been given out, and so not been changed.</summary>
    private void KeepOriginal()
    {
        if (_original.Length < Length)
        {
            ArrayPool<byte>.Shared.Return(_original);
            _original = ArrayPool<byte>.Shared.Rent(_bytes.Length);
        }
        _bytes.AsSpan(0, Length).CopyTo(_original);
    }

    private void Grow()
    {
        if (_capacity >= options.MaxRecordBytes)
        {
            throw new BadRecordException(path, Offset, string.Create(CultureInfo.InvariantCulture,
                $"The record is longer than {options.MaxRecordBytes:N0} bytes."),
                "Look for a quote that is never closed, or set format.quote to \"\" if the file does not quote its fields.");
        }
        _capacity = (int)Math.Min((long)_capacity * 2, options.MaxRecordBytes);
        var larger = ArrayPool<byte>.Shared.Rent(_capacity + Padding);
        Buffer.BlockCopy(_bytes, 0, larger, 0, Length);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    public void Dispose()
    {
        _file.Dispose();
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<byte>.Shared.Return(_original);
        _bytes = _original = [];
    }
}
