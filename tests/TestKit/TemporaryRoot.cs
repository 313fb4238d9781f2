using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;

namespace Pipeline.TestKit;

/// <summary>A data root for one test, in a temporary folder that also has room outside the root.</summary>
public sealed class TemporaryRoot : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");

    public TemporaryRoot()
    {
        Path = _folder.CreateSubdirectory("root").FullName;
        Root = new DataRoot(Path);
    }

    /// <summary>Full path of the root.</summary>
    public string Path { get; }

    public DataRoot Root { get; }

    /// <summary>The folder that contains the root.</summary>
    public string Outside => _folder.FullName;

    public string FullPath(string relative) => System.IO.Path.Combine(Path, relative);

    /// <returns>The full path of the file.</returns>
    public string Write(string relative, string content = "a,b\n1,2\n") =>
        Write(relative, Encoding.UTF8.GetBytes(content));

    /// <returns>The full path of the file.</returns>
    public string Write(string relative, ReadOnlySpan<byte> content)
    {
        var path = Prepare(relative);
        File.WriteAllBytes(path, content);
        return path;
    }

    public DatasetFile Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    public DatasetFile Add(string name, ReadOnlySpan<byte> content) =>
        new(name, FileFingerprint.Take(Write(name, content)));

    public void Link(string relative, string target) => File.CreateSymbolicLink(Prepare(relative), target);

    public string[] Find(params string[] patterns) =>
        [.. DatasetFiles.Find(Root, [.. patterns.Select(path => new DatasetPath(path))]).Select(file => file.Path)];

    /// <summary>The range that is all of a file.</summary>
    public static FileRange Whole(DatasetFile file) => new(file, new ByteRange(0, file.Fingerprint.Size));

    public void Dispose() => _folder.Delete(recursive: true);

    private string Prepare(string relative)
    {
        var path = FullPath(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
