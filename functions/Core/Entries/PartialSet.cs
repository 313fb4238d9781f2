using Pipeline.Core.Manifests;

namespace Pipeline.Core.Entries;

/// <summary>Opens several partials and merges them into one stream, which closes them.</summary>
public static class PartialSet
{
    /// <summary>Min bytes of partials for which starting threads is worthwhile.</summary>
    private const long WorthThreads = 1024 * 1024;

    /// <param name="folder">The job's folder, which the names of the partials are relative to.</param>
    /// <param name="files">The partials, in block order.</param>
    /// <param name="merge">Ownership of the partials passes to the stream that it returns.</param>
    /// <param name="cores">Max threads that merge, including the one that reads the stream.</param>
    /// <param name="cancel">Stops reading the partials.</param>
    /// <exception cref="DamagedPartialException">A partial does not exist or does not match its receipt.</exception>
    public static EntryStream Open(
        string folder,
        IReadOnlyList<StoredFile> files,
        Func<IReadOnlyList<EntryStream>, EntryStream> merge,
        int cores = 1,
        CancellationToken cancel = default)
    {
        var opened = new List<EntryStream>(files.Count);
        try
        {
            foreach (var file in files)
                opened.Add(PartialReader.Open(folder, file, cancel: cancel));
            return files.Sum(file => file.Length) < WorthThreads ? merge(opened) : Merge(opened, merge, cores);
        }
        catch
        {
            opened.ForEach(stream => stream.Dispose());
            throw;
        }
    }

    /// <summary>
    /// Merges on a thread of its own. With many cores, groups of neighboring partials are first merged in parallel: a
    /// merge of merges has the same result.
    /// </summary>
    private static EntryStream Merge(
        List<EntryStream> partials,
        Func<IReadOnlyList<EntryStream>, EntryStream> merge,
        int cores)
    {
        if (cores < 2) return merge(partials);
        // Two threads are for the reader and for the merge of the groups.
        var groups = Math.Min(cores - 2, partials.Count / 2);
        if (groups < 2)
            return merge(partials).OnBackgroundThread();
        return merge([
                .. partials
                    .Chunk((partials.Count + groups - 1) / groups)
                    .Select(group => new PrefetchingStream(merge(group))),
            ])
            .OnBackgroundThread();
    }
}
