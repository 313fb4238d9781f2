using Pipeline.Core.Datasets;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>The files of a result, under temporary names until they are published.</summary>
public sealed class ResultFiles
{
    private readonly JobFolder _folder;
    private readonly CancellationToken _cancel;
    private readonly List<ResultFile> _files = [];
    private readonly List<string> _folders = [];
    private readonly List<Action> _before = [];

    internal ResultFiles(
        JobFolder folder,
        OutputFormat format,
        IReadOnlyList<DatasetFile> dataset,
        CancellationToken cancel)
    {
        _folder = folder;
        Dataset = dataset;
        _cancel = cancel;
        Directory.CreateDirectory(folder.Path);
        Result = Add(JobFolder.ResultName(format));
    }

    public string JobId => _folder.JobId;

    /// <summary>The files whose records the result covers, in order.</summary>
    public IReadOnlyList<DatasetFile> Dataset { get; }

    /// <summary>The result file.</summary>
    public Stream Result { get; }

    /// <summary>All files; the result file is first.</summary>
    internal IReadOnlyList<ResultFile> All => _files;

    internal IReadOnlyList<Action> Before => _before;

    internal IReadOnlyList<string> Folders => _folders;

    /// <summary>
    /// Registers an action for after everything is proved and written, just before the files get their names. Use it
    /// for what an operation stores outside the job's folder. It must be idempotent: a repeated step runs it again.
    /// </summary>
    public void BeforePublishing(Action publish) => _before.Add(publish);

    /// <summary>
    /// Creates an empty folder to be moved elsewhere before publishing; it is removed if it is not moved.
    /// </summary>
    public string NewFolder()
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.tmp");
        Directory.CreateDirectory(path);
        _folders.Add(path);
        return path;
    }

    /// <summary>Starts a file next to the result.</summary>
    /// <param name="name">File name, such as <c>result.html</c>.</param>
    public Stream Add(string name)
    {
        var file = new ResultFile(Path.Combine(_folder.Path, name), _cancel);
        _files.Add(file);
        return file;
    }
}
