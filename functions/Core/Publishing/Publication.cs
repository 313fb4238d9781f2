using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Publishing;

/// <summary>
/// Publishes a result: its files are written under temporary names, flushed to disk and renamed, the result file last.
/// Disposing before that removes them.
/// </summary>
/// <param name="dataset">The files whose records the result covers.</param>
/// <param name="cancel">Checked while the result is written.</param>
public sealed class Publication(
    JobFolder folder,
    OutputFormat format,
    IReadOnlyList<DatasetFile>? dataset = null,
    CancellationToken cancel = default) : IDisposable
{
    private readonly ResultFiles _files = new(folder, format, dataset ?? [], cancel);

    /// <exception cref="StorageFullException">The storage is full.</exception>
    public void Write(Action<ResultFiles> write)
    {
        write(_files);
        foreach (var file in _files.All)
            file.Complete();
    }

    /// <summary>Renames the files, the result last: once the result exists, so do the other files.</summary>
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
