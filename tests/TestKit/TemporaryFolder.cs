namespace Pipeline.TestKit;

/// <summary>A folder for one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pipeline-test-").FullName;

    public string[] Files =>
        [
            .. Directory
                .EnumerateFiles(Path, "*", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(Path, path)),
        ];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
