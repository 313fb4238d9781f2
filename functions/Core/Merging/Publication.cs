using System.IO.Hashing;
using Pipeline.Core.Jobs;

namespace Pipeline.Core.Merging;

/// <summary>
/// A result on its way: written under a temporary name, flushed to disk, and given its final name in one rename,
/// last. Disposed before that, it leaves nothing behind.
/// </summary>
public sealed class Publication : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private readonly string _temporary;
    private readonly string _final;
    private readonly CancellationToken _cancel;
    private long _bytes;
    private string _hash = "";

    /// <param name="cancel">Looked at with every write to the result.</param>
    public Publication(JobFolder folder, OutputFormat format, CancellationToken cancel = default)
    {
        _cancel = cancel;
        Directory.CreateDirectory(folder.Path);
        _final = Path.Combine(folder.Path, JobFolder.ResultName(format));
        _temporary = $"{_final}.{Guid.NewGuid():n}.tmp";
    }

    /// <exception cref="StorageFullException">There is no room for the result.</exception>
    public void Write(Action<Stream> write)
    {
        try
        {
            using var file = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            using (var hashing = new HashingStream(file, _cancel))
            using (var buffered = new BufferedStream(hashing, BufferBytes))
            {
                write(buffered);
                buffered.Flush();
                _hash = hashing.Hash;
            }
            _bytes = file.Length;
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (StorageErrors.Translate(error, _temporary, BufferBytes) is { } full)
        {
            throw full;
        }
    }

    /// <summary>Gives the result its final name.</summary>
    public PublishedResult Publish()
    {
        File.Move(_temporary, _final, overwrite: true);
        return new PublishedResult(_bytes, _hash);
    }

    public void Dispose() => File.Delete(_temporary);

    private sealed class HashingStream(Stream inner, CancellationToken cancel) : Stream
    {
        private readonly XxHash128 _xxHash = new();

        public string Hash => Convert.ToHexStringLower(_xxHash.GetCurrentHash());

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            cancel.ThrowIfCancellationRequested();
            _xxHash.Append(buffer);
            inner.Write(buffer);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
