using System.Buffers;
using System.Globalization;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Reading.Bytes;

/// <summary>
/// A sliding window over one range of a file. It moves past the end of the range as far as the last record needs.
/// </summary>
/// <param name="keepsOriginal">Whether to provide <see cref="Original"/>.</param>
internal sealed class RangeBuffer(ReadAt read, string path, ByteRange range, ReadingOptions options, bool keepsOriginal)
    : IDisposable
{
    /// <summary>Extra bytes after the data, for loading whole vectors and for a final newline.</summary>
    private const int Padding = ByteMasks.Width + 1;

    private readonly ReadAhead _file = new(read, range.End, options);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(options.BufferBytes + Padding);

    private int _capacity = options.BufferBytes;

    private byte[] _original = [];

    /// <summary>
    /// The data. Readers may modify bytes that they return and the byte after the last; the 64 bytes after that are
    /// readable.
    /// </summary>
    public byte[] Bytes => _bytes;

    /// <summary>The same bytes at the same indexes, unchanged from the file.</summary>
    public byte[] Original => _original;

    /// <summary>The file offset of <c>Bytes[0]</c>.</summary>
    public long Offset { get; private set; } = range.Start;

    /// <summary>The number of <see cref="Bytes"/> that are data.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the buffer is known to reach the end of the file.</summary>
    public bool AtEndOfFile { get; private set; }

    /// <summary>Bytes read from the file so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>
    /// Drops the first <paramref name="used"/> bytes and reads more after the rest. Grows a full buffer if nothing is
    /// dropped.
    /// </summary>
    /// <exception cref="BadRecordException">The record at the start of the buffer is too long.</exception>
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
        // Reads up to the end of the range at once, and past it in doubling steps. A true cut then costs no extra
        // bytes, and a long record costs at most twice its length.
        var wanted =
            next < range.End
                ? Math.Min(range.End - next, _capacity - rest)
                : Math.Min(Math.Max(rest, 4096), _capacity - rest);
        var length = _file.Read(_bytes.AsSpan(Length, (int)wanted), next);
        Length += length;
        BytesRead += length;
        AtEndOfFile = length < wanted;
        if (keepsOriginal)
            KeepOriginal();
    }

    /// <summary>Bytes kept from the last read are still unmodified, because readers have not returned them.</summary>
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
            throw new BadRecordException(
                path,
                Offset,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The record is longer than {options.MaxRecordBytes:N0} bytes."),
                "Look for a quote that is never closed, or set format.quote to \"\" if the file does not quote its "
                    + "fields.");
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
