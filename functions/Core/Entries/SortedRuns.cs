using Pipeline.Core.Manifests;

namespace Pipeline.Core.Entries;

/// <summary>Writes sorted runs of entries that do not fit into memory, and merges them in a stable order.</summary>
/// <param name="combiner">
/// Combines the values of equal keys, within a run and between runs; null keeps all entries.
/// </param>
/// <param name="limit">Max number of entries to keep, in key order. Cannot be used with a combiner.</param>
internal sealed class SortedRuns(ScratchFolder scratch, IEntryCombiner? combiner = null, long? limit = null)
{
    /// <summary>Lambda allows 1,024 open files; a worker may also hold a merge of partials open.</summary>
    private const int MaxOpen = 128;

    private const int WriteBufferBytes = 256 * 1024;

    /// <summary>Buffer size. Small, because up to <see cref="MaxOpen"/> buffers are in use.</summary>
    private const int ReadBufferBytes = 64 * 1024;

    private List<(string Folder, StoredFile File)> _runs = [];

    public int Count => _runs.Count;

    /// <summary>Writes a sorted stream as one run, and disposes of the stream.</summary>
    public void Write(EntryStream sorted)
    {
        using var source = Shorten(sorted);
        _runs.Add(WriteRun(source));
    }

    /// <summary>
    /// Merges all runs into one sorted stream. Equal keys keep the order in which they were written. Call it once.
    /// </summary>
    /// <param name="last">The sorted entries still in memory. For equal keys, they come after the runs.</param>
    public EntryStream Merge(EntryStream? last = null)
    {
        while (_runs.Count > MaxOpen)
        {
            var merged = new List<(string, StoredFile)>();
            foreach (var group in _runs.Chunk(MaxOpen))
            {
                using var source = MergeRuns(group, null);
                merged.Add(WriteRun(source));
            }
            _runs = merged;
        }
        return MergeRuns(_runs, last);
    }

    private (string, StoredFile) WriteRun(EntryStream source)
    {
        var path = scratch.NewFile();
        using var writer = PartialWriter.CreateRun(path, WriteBufferBytes);
        writer.Append(source);
        return (Path.GetDirectoryName(path)!, writer.Commit());
    }

    private EntryStream MergeRuns(IEnumerable<(string Folder, StoredFile File)> runs, EntryStream? last)
    {
        var inputs = new List<EntryStream>();
        try
        {
            foreach (var (folder, file) in runs)
                inputs.Add(PartialReader.OpenRun(folder, file, ReadBufferBytes));
        }
        catch
        {
            foreach (var input in inputs)
                input.Dispose();
            last?.Dispose();
            throw;
        }
        if (last is not null)
            inputs.Add(last);
        return Shorten(inputs.Count == 1 && limit is null ? inputs[0] : new MergedStream(inputs, limit));
    }

    private EntryStream Shorten(EntryStream sorted) =>
        combiner is not null ? new CombinedStream(sorted, combiner) : sorted;
}
