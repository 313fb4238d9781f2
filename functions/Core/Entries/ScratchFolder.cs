namespace Pipeline.Core.Entries;

/// <summary>A folder for files that only one attempt needs. Disposing deletes it.</summary>
public sealed class ScratchFolder(string path) : IDisposable
{
    private int _files;

    public string Path { get; } = path;

    public string NewFile()
    {
        Directory.CreateDirectory(Path);
        return System.IO.Path.Combine(Path, $"{Interlocked.Increment(ref _files):d6}.run");
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
