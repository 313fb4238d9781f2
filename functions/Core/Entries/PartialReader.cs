using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Entries;

/// <summary>
/// Reads a partial through a buffer. Its hash is known only at the end, so nothing may be published from a partial
/// before <see cref="MoveNext"/> has returned false (or <see cref="Verify"/> has passed).
/// </summary>
public sealed class PartialReader : EntryStream
{
    private const int DefaultBufferBytes = 128 * 1024;

    private readonly string _path;
    private readonly StoredFile _expected;
    private readonly SafeFileHandle _file;
    private readonly CancellationToken _cancel;
    private readonly XxHash128 _hash = new();
    private byte[] _buffer;
    private int _at;
    private int _filled;
    private long _read;
    private long _entriesLeft;
    private long _entries;
    private int _key;
    private int _keyLength;
    private int _valueLength;
    private bool _ended;

    private PartialReader(
        string folder,
        StoredFile expected,
        int bufferBytes,
        FileOptions options,
        CancellationToken cancel = default)
    {
        _cancel = cancel;
        _path = Path.Combine(folder, expected.Name);
        _expected = expected;
        _file = Open(_path, expected, options);
        // The smallest buffer must fit the two lengths of an entry, and the footer.
        _buffer = GC.AllocateUninitializedArray<byte>(
            (int)
                Math.Clamp(
                    expected.Length,
                    PartialFormat.FooterLength,
                    Math.Max(bufferBytes, PartialFormat.FooterLength)));
    }

    public override ReadOnlySpan<byte> Key => _buffer.AsSpan(_key, _keyLength);

    public override ReadOnlySpan<byte> Value => _buffer.AsSpan(_key + _keyLength, _valueLength);

    /// <param name="folder">The job's folder.</param>
    /// <param name="expected">The partial as its receipt describes it.</param>
    /// <param name="cancel">Checked whenever the buffer is filled.</param>
    /// <exception cref="DamagedPartialException">The file does not exist, or has another length or layout.</exception>
    public static PartialReader Open(
        string folder, StoredFile expected, int bufferBytes = DefaultBufferBytes, CancellationToken cancel = default) =>
        new PartialReader(folder, expected, bufferBytes, FileOptions.SequentialScan, cancel).ReadHeader();

    /// <summary>Opens a run. Disposing the reader deletes it.</summary>
    internal static PartialReader OpenRun(string folder, StoredFile expected, int bufferBytes) =>
        new PartialReader(
            folder,
            expected,
            bufferBytes,
            FileOptions.SequentialScan | FileOptions.DeleteOnClose).ReadHeader();

    /// <summary>Reads the whole file and compares its length and hash, without parsing the entries.</summary>
    /// <exception cref="DamagedPartialException">They differ, or the file does not exist.</exception>
    public static void Verify(string folder, StoredFile expected)
    {
        using var reader = new PartialReader(folder, expected, DefaultBufferBytes, FileOptions.SequentialScan);
        while (reader._read < expected.Length)
        {
            reader._at = reader._filled;
            reader.Fill(1);
        }
        reader.CheckHash();
    }

    /// <exception cref="DamagedPartialException">
    /// The file is not the expected one, which is detected at the end of the file at the latest.
    /// </exception>
    public override bool MoveNext()
    {
        _at = _key + _keyLength + _valueLength;
        if (_entriesLeft == 0)
            return ReadFooter();
        if (_filled - _at < 2 * PartialFormat.MaxVarintBytes)
            Fill((int)Math.Min(2 * PartialFormat.MaxVarintBytes, _entriesLeft));

        var head = _buffer.AsSpan(_at, _filled - _at);
        var keyHead = PartialFormat.ReadVarint(head, out _keyLength);
        var valueHead = PartialFormat.ReadVarint(head[keyHead..], out _valueLength);
        var body = (long)_keyLength + _valueLength;
        var length = keyHead + valueHead + body;
        if (keyHead == 0 || valueHead == 0 || length > _entriesLeft || length > Array.MaxLength)
            throw Damaged("a valid entry", $"invalid bytes at byte {_read - (_filled - _at)}");
        if (_filled - _at < length)
            Fill((int)length);
        _key = _at + keyHead + valueHead;
        _entriesLeft -= length;
        _entries++;
        return true;
    }

    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }

    private static SafeFileHandle Open(string path, StoredFile expected, FileOptions options)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, options);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DamagedPartialException(path, $"a file of {expected.Length} bytes", "no file");
        }
        var found = RandomAccess.GetLength(file);
        if (found == expected.Length) return file;
        file.Dispose();
        throw new DamagedPartialException(path, $"{expected.Length} bytes", $"{found} bytes");
    }

    private PartialReader ReadHeader()
    {
        try
        {
            _entriesLeft = _expected.Length - PartialFormat.HeaderLength - PartialFormat.FooterLength;
            if (_entriesLeft < 0)
                throw Damaged(
                    $"at least {PartialFormat.HeaderLength + PartialFormat.FooterLength} bytes",
                    $"{_expected.Length} bytes");
            Fill(PartialFormat.HeaderLength);
            if (!_buffer.AsSpan(0, PartialFormat.HeaderLength).SequenceEqual(PartialFormat.Header))
                throw Damaged(
                    "the header of a partial of this version",
                    Convert.ToHexStringLower(_buffer, 0, PartialFormat.HeaderLength));
            _key = PartialFormat.HeaderLength;
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private bool ReadFooter()
    {
        _key = _at;
        _keyLength = _valueLength = 0;
        if (_ended) return false;
        Fill(PartialFormat.FooterLength);
        var footer = _buffer.AsSpan(_at, PartialFormat.FooterLength);
        var entries = BinaryPrimitives.ReadInt64LittleEndian(footer);
        if (entries != _entries)
            throw Damaged($"{entries} entries", $"{_entries}");
        if (!footer[8..].SequenceEqual(PartialFormat.EndMark))
            throw Damaged("an end mark", Convert.ToHexStringLower(footer[8..]));
        CheckHash();
        _key = _at;
        _ended = true;
        return false;
    }

    /// <summary>
    /// Fills the buffer to at least <paramref name="wanted"/> bytes from <see cref="_at"/> on, and grows it if needed.
    /// </summary>
    private void Fill(int wanted)
    {
        var kept = _buffer.AsSpan(_at, _filled - _at);
        if (kept.Length >= wanted) return;
        if (wanted > _buffer.Length)
        {
            var larger = GC.AllocateUninitializedArray<byte>(
                (int)Math.Min(Array.MaxLength, Math.Max(wanted, 2L * _buffer.Length)));
            kept.CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            kept.CopyTo(_buffer);
        }
        _filled = kept.Length;
        _at = 0;
        while (_filled < wanted)
        {
            var room = _buffer.AsSpan(_filled, (int)Math.Min(_buffer.Length - _filled, _expected.Length - _read));
            var length = Read(room);
            if (length == 0)
                throw Damaged($"{_expected.Length} bytes", $"the end of the file after {_read} bytes");
            _hash.Append(room[..length]);
            _read += length;
            _filled += length;
        }
    }

    private int Read(Span<byte> room)
    {
        _cancel.ThrowIfCancellationRequested();
        try
        {
            return RandomAccess.Read(_file, room, _read);
        }
        catch (Exception error) when (StorageErrors.Translate(error, _path, 0) is { } failure)
        {
            throw failure;
        }
    }

    private void CheckHash()
    {
        var hash = Convert.ToHexStringLower(_hash.GetCurrentHash());
        if (hash != _expected.Hash)
            throw Damaged($"hash {_expected.Hash}", hash);
    }

    private DamagedPartialException Damaged(string expected, string found) => new(_path, expected, found);
}
