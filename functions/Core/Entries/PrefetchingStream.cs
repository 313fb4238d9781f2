using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Pipeline.Core.Entries;

/// <summary>
/// A stream whose source is read by a thread of its own, some entries ahead of who reads this: what makes the entries
/// and what is made of them then take a core each. Owns its source.
/// </summary>
public sealed class PrefetchingStream : EntryStream
{
    private const int Batches = 4;

    /// <summary>
    /// Small enough that all of them stay in a cache, large enough that one thread seldom wakes the other.
    /// </summary>
    private const int DefaultBatchBytes = 256 * 1024;

    private readonly EntryStream _source;
    private readonly BlockingCollection<EntryBatch> _filled = new(Batches);
    private readonly BlockingCollection<EntryBatch> _empty = new(Batches);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _reader;
    private ExceptionDispatchInfo? _failure;
    private EntryBatch _current;
    private bool _isStarted;
    private bool _hasEnded;
    private bool _isDisposed;

    /// <param name="source">Used by another thread from the first <see cref="MoveNext"/> until this is
    /// disposed.</param>
    public PrefetchingStream(EntryStream source, int batchBytes = DefaultBatchBytes)
    {
        _source = source;
        _current = new EntryBatch(batchBytes);
        for (var i = 1; i < Batches; i++)
            _empty.Add(new EntryBatch(batchBytes));
        _reader = new Thread(ReadSource) { IsBackground = true, Name = "Pipeline.Merge" };
    }

    public override ReadOnlySpan<byte> Key => _current.Key;

    public override ReadOnlySpan<byte> Value => _current.Value;

    /// <inheritdoc/>
    /// <remarks>What reading the source throws is thrown here, in place of the last entries that it gave.</remarks>
    public override bool MoveNext()
    {
        while (!_current.MoveNext())
        {
            if (!_isStarted)
                _reader.Start();
            _isStarted = true;
            if (!_hasEnded)
                _empty.Add(_current);
            _hasEnded = !_filled.TryTake(out var next, Timeout.Infinite);
            _current = next ?? EntryBatch.None;
            if (!_hasEnded) continue;
            _failure?.Throw();
            return false;
        }
        return true;
    }

    public override void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _stop.Cancel();
        if (_isStarted)
            _reader.Join();
        _source.Dispose();
        _filled.Dispose();
        _empty.Dispose();
        _stop.Dispose();
        base.Dispose();
    }

    private void ReadSource()
    {
        try
        {
            bool more;
            do
            {
                var batch = _empty.Take(_stop.Token);
                more = batch.Fill(_source);
                _filled.Add(batch, _stop.Token);
            }
            while (more);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
        catch (Exception failure)
        {
            // Thrown to who reads this stream.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            _filled.CompleteAdding();
        }
    }
}
