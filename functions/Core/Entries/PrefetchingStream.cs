using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Pipeline.Core.Entries;

/// <summary>
/// Reads its source on a thread of its own, some entries ahead of the reader, so that producing and consuming entries
/// use two cores. Owns its source.
/// </summary>
public sealed class PrefetchingStream : EntryStream
{
    private const int Batches = 4;

    /// <summary>
    /// Small enough that all batches stay in the cache, large enough that the threads seldom wake each other.
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

    /// <param name="source">
    /// Another thread uses it from the first <see cref="MoveNext"/> until this is disposed.
    /// </param>
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
    /// <remarks>
    /// Rethrows an exception from the source, possibly before the last entries that the source returned.
    /// </remarks>
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
            // The stream was disposed.
        }
        catch (Exception failure)
        {
            // MoveNext rethrows it.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            _filled.CompleteAdding();
        }
    }
}
