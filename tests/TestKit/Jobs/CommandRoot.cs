using System.Text.Json;

namespace Pipeline.TestKit.Jobs;

/// <summary>A data root of its own for a test, and the program run on it.</summary>
public sealed class CommandRoot : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");

    public string Path => _folder.FullName;

    public string Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public bool Exists(string name) => System.IO.Path.Exists(System.IO.Path.Combine(Path, name));

    /// <summary>All that is in the root, folders too.</summary>
    public IEnumerable<string> Names() =>
        Directory
            .EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Path, path))
            .Order(StringComparer.Ordinal);

    /// <summary>Runs the program with <c>--root</c> put behind the arguments.</summary>
    public Task<ProgramEnd> RunAsync(params string[] arguments) =>
        PipelineProgram.RunAsync([.. arguments, "--root", Path]);

    public RunningProgram Start(params string[] arguments) => PipelineProgram.Start([.. arguments, "--root", Path]);

    /// <summary>The one JSON document that is all of a command's standard output.</summary>
    public static JsonElement Json(ProgramEnd end)
    {
        Assert.EndsWith("}\n", end.Output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(end.Output);
        return document.RootElement.Clone();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
