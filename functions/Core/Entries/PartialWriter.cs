using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Entries;

/// <summary>
/// Writes a partial: entries in the given order, to a temporary file that is renamed once it is flushed to disk.
/// Disposing without <see cref="Commit"/> deletes it.
/// </summary>
public sealed class PartialWriter : IDisposable
{
    /// <summary>Buffer size. Large, because on a network file system each write is a round trip.</summary>
    private const int DefaultBufferBytes = 256 * 1024;

    private readonly string _name;
    private readonly string _finalPath;
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly CancellationToken _cancel;
    private readonly XxHash128 _hash = new();
    private readonly byte[] _buffer;
    private int _filled;
    private long _written;
    private bool _committed;
    private bool _isDisposed;

    private PartialWriter(
        string name,
        string path,
        string finalPath,
        FileMode mode,
        int bufferBytes,
        CancellationToken cancel = default)
    {
        _cancel = cancel;
        _name = name;
        _path = path;
        _finalPath = finalPath;
        _buffer = ArrayPool<byte>.Shared.Rent(bufferBytes);
        try
        {
            _file = File.OpenHandle(path, mode, FileAccess.Write, FileShare.Read);
        }
        catch (Exception error) when (StorageErrors.Translate(error, path, 0) is { } full)
        {
            throw full;
        }
        Put(PartialFormat.Header);
    }

    /// <summary>The number of entries appended.</summary>
    public long Entries { get; private set; }

    /// <summary>
    /// Starts the partial <paramref name="name"/>. <see cref="Commit"/> replaces an existing one.
    /// </summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="name">Path relative to the folder, with <c>/</c>. Missing folders are created.</param>
    /// <param name="cancel">Checked whenever the buffer is written.</param>
    public static PartialWriter Create(string folder, string name, CancellationToken cancel = default)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Two attempts at a block must not write to the same temporary file.
        return new PartialWriter(
            name,
            $"{path}.{Guid.NewGuid():n}.tmp",
            path,
            FileMode.CreateNew,
            DefaultBufferBytes,
            cancel);
    }

    /// <summary>
    /// Starts a file that only this process reads: it has its final name at once and is not flushed to disk.
    /// </summary>
    internal static PartialWriter CreateRun(string path, int bufferBytes = DefaultBufferBytes) =>
        new(Path.GetFileName(path), path, path, FileMode.Create, bufferBytes);

    /// <exception cref="StorageFullException">The storage is full.</exception>
    public void Append(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        const int lengths = 2 * PartialFormat.MaxVarintBytes;
        Entries++;
        if (_buffer.Length - _filled >= lengths + (long)key.Length + value.Length)
        {
            var target = _buffer.AsSpan(_filled);
            var at = PartialFormat.WriteVarint(target, key.Length);
            at += PartialFormat.WriteVarint(target[at..], value.Length);
            key.CopyTo(target[at..]);
            value.CopyTo(target[(at + key.Length)..]);
            _filled += at + key.Length + value.Length;
            return;
        }
        Span<byte> head = stackalloc byte[lengths];
        var headLength = PartialFormat.WriteVarint(head, key.Length);
        headLength += PartialFormat.WriteVarint(head[headLength..], value.Length);
        Put(head[..headLength]);
        Put(key);
        Put(value);
    }

    public void Append(EntryStream entries)
    {
        while (entries.MoveNext())
            Append(entries.Key, entries.Value);
    }

    /// <summary>Completes the file, flushes it to disk and renames it.</summary>
    /// <exception cref="StorageFullException">The storage is full.</exception>
    public StoredFile Commit()
    {
        Span<byte> footer = stackalloc byte[PartialFormat.FooterLength];
        BinaryPrimitives.WriteInt64LittleEndian(footer, Entries);
        PartialFormat.EndMark.CopyTo(footer[8..]);
        Put(footer);
        WriteBuffer();
        if (_path != _finalPath)
        {
            try
            {
                // Network file systems may report a full disk only here.
                RandomAccess.FlushToDisk(_file);
                _file.Dispose();
                File.Move(_path, _finalPath, overwrite: true);
            }
            catch (Exception error) when (StorageErrors.Translate(error, _path, _written) is { } full)
            {
                throw full;
            }
        }
        _file.Dispose();
        _committed = true;
        return new StoredFile(_name, _written, Convert.ToHexStringLower(_hash.GetCurrentHash()));
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_committed)
            File.Delete(_path);
        if (_isDisposed) return;
        _isDisposed = true;
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_filled == _buffer.Length)
                WriteBuffer();
            var length = Math.Min(bytes.Length, _buffer.Length - _filled);
            bytes[..length].CopyTo(_buffer.AsSpan(_filled));
            _filled += length;
            bytes = bytes[length..];
        }
    }

    private void WriteBuffer()
    {
        _cancel.ThrowIfCancellationRequested();
        var bytes = _buffer.AsSpan(0, _filled);
        try
        {
            RandomAccess.Write(_file, bytes, _written);
        }
        catch (Exception error) when (StorageErrors.Translate(error, _path, bytes.Length) is { } full)
        {
            throw full;
        }
        _hash.Append(bytes);
        _written += _filled;
        _filled = 0;
    }
}
