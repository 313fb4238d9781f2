using Pipeline.Core.Datasets;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Tests;

/// <summary>A data root of a test's own, gone after it.</summary>
public sealed class TemporaryRoot : IDisposable
{
    public TemporaryRoot()
    {
        Path = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
        Root = new DataRoot(Path);
    }

    public string Path { get; }

    public DataRoot Root { get; }

    public DatasetFile Add(string name, ReadOnlySpan<byte> content)
    {
        var full = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return new DatasetFile(name, FileFingerprint.Take(full));
    }

    public DatasetFile Add(string name, string content) => Add(name, System.Text.Encoding.UTF8.GetBytes(content));

    public static FileRange Whole(DatasetFile file) => new(file, new ByteRange(0, file.Fingerprint.Size));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
