using Pipeline.Core.Datasets;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>The files that an operation makes its result of, under temporary names until they are published.</summary>
public sealed class ResultFiles
{
    private readonly JobFolder _folder;
    private readonly CancellationToken _cancel;
    private readonly List<ResultFile> _files = [];
    private readonly List<string> _folders = [];
    private readonly List<Action> _before = [];

    internal ResultFiles(JobFolder folder, OutputFormat format, IReadOnlyList<DatasetFile> dataset, CancellationToken cancel)
    {
        _folder = folder;
        Dataset = dataset;
        _cancel = cancel;
        Directory.CreateDirectory(folder.Path);
        Result = Add(JobFolder.ResultName(format));
    }

    public string JobId => _folder.JobId;

    /// <summary>The files whose records the result is of, in order.</summary>
    public IReadOnlyList<DatasetFile> Dataset { get; }

    /// <summary>The result file.</summary>
    public Stream Result { get; }

    /// <summary>The result file first.</summary>
    internal IReadOnlyList<ResultFile> All => _files;

    internal IReadOnlyList<Action> Before => _before;

    internal IReadOnlyList<string> Folders => _folders;

    /// <summary>
    /// Has something done when all is proved and written, just before the files get their names: what an operation
    /// leaves outside of the job's folder. It is done again when the step is repeated, and must then change nothing.
    /// </summary>
    public void BeforePublishing(Action publish) => _before.Add(publish);

    /// <summary>A new folder, empty, for what will be moved elsewhere before publishing; if it is not moved, it is removed.</summary>
    public string NewFolder()
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.tmp");
        Directory.CreateDirectory(path);
        _folders.Add(path);
        return path;
    }

    /// <summary>Starts a file that is to lie next to the result.</summary>
    /// <param name="name">Such as <c>result.html</c>.</param>
    public Stream Add(string name)
    {
        var file = new ResultFile(Path.Combine(_folder.Path, name), _cancel);
        _files.Add(file);
        return file;
    }
}
