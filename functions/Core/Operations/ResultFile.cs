using System.IO.Hashing;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Operations;

/// <summary>
/// A write-only file that has a temporary name until it is published. Buffers and hashes what is written.
/// </summary>
internal sealed class ResultFile : Stream
{
    private const int BufferBytes = 256 * 1024;

    private readonly string _final;
    private readonly string _temporary;
    private readonly CancellationToken _cancel;
    private readonly FileStream _file;
    private readonly XxHash128 _hash = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private int _filled;
    private long _written;

    /// <param name="path">The final path.</param>
    /// <param name="cancel">Checked whenever the buffer is written.</param>
    /// <exception cref="StorageFullException">The storage is full.</exception>
    public ResultFile(string path, CancellationToken cancel)
    {
        _final = path;
        _temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        _cancel = cancel;
        _file = Guarded(() =>
            new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));
    }

    /// <summary>XxHash128 of everything written so far, in hex.</summary>
    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written + _filled;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="StorageFullException">The storage is full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > BufferBytes - _filled)
        {
            var length = BufferBytes - _filled;
            buffer[..length].CopyTo(_buffer.AsSpan(_filled));
            _filled = BufferBytes;
            buffer = buffer[length..];
            WriteBuffer();
        }
        buffer.CopyTo(_buffer.AsSpan(_filled));
        _filled += buffer.Length;
    }

    /// <summary>Does nothing: the buffer is written when it is full.</summary>
    public override void Flush()
    {
    }

    /// <summary>
    /// Flushes the file to disk and closes it. Network file systems may report a full disk only here.
    /// </summary>
    public void Complete()
    {
        WriteBuffer();
        Guarded(() =>
        {
            _file.Flush(flushToDisk: true);
            _file.Dispose();
            return true;
        });
    }

    /// <summary>Gives the file its final name.</summary>
    public void Publish() => File.Move(_temporary, _final, overwrite: true);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Closes the file, and deletes it unless it was published.</summary>
    public void Remove()
    {
        _file.Dispose();
        File.Delete(_temporary);
    }

    private void WriteBuffer()
    {
        _cancel.ThrowIfCancellationRequested();
        Guarded(() =>
        {
            _file.Write(_buffer, 0, _filled);
            return true;
        });
        _hash.Append(_buffer.AsSpan(0, _filled));
        _written += _filled;
        _filled = 0;
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (StorageErrors.Translate(error, _temporary, _filled) is { } failure)
        {
            throw failure;
        }
    }
}
