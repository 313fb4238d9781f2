namespace Pipeline.Core.Merging;

/// <summary>A folder of the job for files that only one attempt needs; disposing removes them.</summary>
public sealed class ScratchFolder(string path) : IDisposable
{
    private int _files;

    public string NewFile()
    {
        Directory.CreateDirectory(path);
        return Path.Combine(path, $"{Interlocked.Increment(ref _files):d6}.run");
    }

    public void Dispose()
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
