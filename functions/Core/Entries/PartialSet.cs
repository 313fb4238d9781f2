using Pipeline.Core.Manifests;

namespace Pipeline.Core.Entries;

/// <summary>Several partials opened together and merged into one stream, which closes them.</summary>
public static class PartialSet
{
    /// <summary>Bytes of partials that take longer to merge than threads take to start.</summary>
    private const long WorthThreads = 1024 * 1024;

    /// <param name="folder">Folder of the job, which the partials' names are relative to.</param>
    /// <param name="files">In block order.</param>
    /// <param name="merge">Takes the partials over: disposing what it returns disposes them.</param>
    /// <param name="cores">How many threads may merge: one of them is that of who reads the stream.</param>
    /// <param name="cancel">Ends the reading of the partials, at whatever entry it is.</param>
    /// <exception cref="DamagedPartialException">A partial is not there, or not as its receipt says.</exception>
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
    /// Merges by a thread of its own, and with many cores neighbouring partials by one each before that: a merge of
    /// merges is the same.
    /// </summary>
    private static EntryStream Merge(
        List<EntryStream> partials,
        Func<IReadOnlyList<EntryStream>, EntryStream> merge,
        int cores)
    {
        if (cores < 2) return merge(partials);
        // Besides the one who reads and the one who merges what the others did.
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
