using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Datasets;

/// <summary>A data root of its own for one test, in a folder that also has an outside.</summary>
internal sealed class TemporaryRoot : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");

    public TemporaryRoot()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "root"));
        Root = new DataRoot(Path.Combine(_folder.FullName, "root"));
    }

    public DataRoot Root { get; }

    /// <summary>The folder that the root lies in.</summary>
    public string Outside => Path.GetDirectoryName(Root.FullPath)!;

    public string FullPath(string relative) => Path.Combine(Root.FullPath, relative);

    public string Write(string relative, string content = "a,b\n1,2\n") => Write(relative, Encoding.UTF8.GetBytes(content));

    public string Write(string relative, byte[] content)
    {
        var path = FullPath(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Link(string relative, string target)
    {
        var path = FullPath(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    public string[] Find(params string[] patterns) => [.. DatasetFiles.Find(Root, [.. patterns.Select(path => new DatasetPath(path))]).Select(file => file.Path)];

    public void Dispose() => _folder.Delete(recursive: true);
}
