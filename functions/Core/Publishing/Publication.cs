using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Publishing;

/// <summary>
/// A result on its way: written under a temporary name, flushed to disk, and given its final name in one rename,
/// last. Disposed before that, it leaves nothing behind.
/// </summary>
/// <param name="dataset">The files that the result is of.</param>
/// <param name="cancel">Looked at when the result is written.</param>
public sealed class Publication(
    JobFolder folder, OutputFormat format, IReadOnlyList<DatasetFile>? dataset = null, CancellationToken cancel = default) : IDisposable
{
    private readonly ResultFiles _files = new(folder, format, dataset ?? [], cancel);

    /// <exception cref="StorageFullException">There is no room for the result.</exception>
    public void Write(Action<ResultFiles> write)
    {
        write(_files);
        foreach (var file in _files.All)
            file.Complete();
    }

    /// <summary>Gives the files their final names, the result last: where it is, all that belongs to it is.</summary>
    public PublishedResult Publish()
    {
        foreach (var publish in _files.Before)
            publish();
        foreach (var file in _files.All.Reverse())
            file.Publish();
        return new PublishedResult(_files.All[0].Length, _files.All[0].Hash);
    }

    public void Dispose()
    {
        foreach (var file in _files.All)
            file.Remove();
        foreach (var left in _files.Folders.Where(Directory.Exists))
            Directory.Delete(left, recursive: true);
    }
}
