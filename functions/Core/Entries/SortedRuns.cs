using Pipeline.Core.Manifests;

namespace Pipeline.Core.Entries;

/// <summary>Sorted runs of entries that did not fit into memory: written one by one, then merged, stably.</summary>
/// <param name="combiner">Combines the values of equal keys within a run and between runs; null keeps all
/// entries.</param>
/// <param name="limit">Keeps only the first so many entries by key; not together with a combiner.</param>
internal sealed class SortedRuns(ScratchFolder scratch, IEntryCombiner? combiner = null, long? limit = null)
{
    /// <summary>Lambda allows 1,024 open files; a worker may also hold a merge of partials open.</summary>
    private const int MaxOpen = 128;

    private const int WriteBufferBytes = 256 * 1024;

    /// <summary>Small, because up to <see cref="MaxOpen"/> of them are held.</summary>
    private const int ReadBufferBytes = 64 * 1024;

    private List<(string Folder, StoredFile File)> _runs = [];

    public int Count => _runs.Count;

    /// <summary>Writes a sorted stream as one run, and disposes it.</summary>
    public void Write(EntryStream sorted)
    {
        using var source = Shorten(sorted);
        _runs.Add(WriteRun(source));
    }

    /// <summary>All runs as one sorted stream, in order of writing where keys are equal. To be called once.</summary>
    /// <param name="last">What is still in memory, sorted; comes after the runs where keys are equal.</param>
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
