using Pipeline.Core.Manifests;

namespace Pipeline.Core.Merging;

/// <summary>Several partials opened together and merged into one stream, which closes them.</summary>
public static class PartialSet
{
    /// <param name="folder">Folder of the job, which the partials' names are relative to.</param>
    /// <param name="files">In block order.</param>
    /// <param name="merge">Takes the partials over: disposing what it returns disposes them.</param>
    /// <param name="cancel">Ends the reading of the partials, at whatever entry it is.</param>
    /// <exception cref="DamagedPartialException">A partial is not there, or not as its receipt says.</exception>
    public static EntryStream Open(
        string folder, IReadOnlyList<PartialFile> files, Func<IReadOnlyList<EntryStream>, EntryStream> merge, CancellationToken cancel = default)
    {
        var opened = new List<EntryStream>(files.Count);
        try
        {
            foreach (var file in files)
                opened.Add(PartialReader.Open(folder, file, cancel: cancel));
            return merge(opened);
        }
        catch
        {
            opened.ForEach(stream => stream.Dispose());
            throw;
        }
    }
}
