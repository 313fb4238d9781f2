using Pipeline.Core.Jobs;

namespace Pipeline.Core.Merging;

/// <summary>The files that an operation makes its result of, under temporary names until they are published.</summary>
public sealed class ResultFiles
{
    private readonly JobFolder _folder;
    private readonly CancellationToken _cancel;
    private readonly List<ResultFile> _files = [];

    internal ResultFiles(JobFolder folder, OutputFormat format, CancellationToken cancel)
    {
        _folder = folder;
        _cancel = cancel;
        Directory.CreateDirectory(folder.Path);
        Result = Add(JobFolder.ResultName(format));
    }

    /// <summary>The result file.</summary>
    public Stream Result { get; }

    /// <summary>The result file first.</summary>
    internal IReadOnlyList<ResultFile> All => _files;

    /// <summary>Starts a file that is to lie beside the result.</summary>
    /// <param name="name">Such as <c>result.html</c>.</param>
    public Stream Add(string name)
    {
        var file = new ResultFile(Path.Combine(_folder.Path, name), _cancel);
        _files.Add(file);
        return file;
    }
}
