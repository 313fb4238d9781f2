using System.Runtime.Versioning;

namespace Pipeline.EndToEnd.Tests.OddFiles;

/// <summary>Files that this user may not read. Root may read everything, unless it gives that right away first.</summary>
[SupportedOSPlatform("linux")]
public sealed class UnreadableFileTests : IDisposable
{
    private const string WithoutRootsRights = "setpriv --bounding-set=-dac_override,-dac_read_search";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose() => _root.Delete(recursive: true);

    [OnLinuxFact(Needs = $"[ $(id -u) -ne 0 ] || {WithoutRootsRights} true")]
    public async Task An_unreadable_file_is_refused_with_advice()
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "1.csv"), "a,b\n1,2\n");
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "2.csv"), "a,b\n1,2\n");
        File.SetUnixFileMode(Path.Combine(_root.FullName, "2.csv"), UnixFileMode.None);
        var root = Environment.IsPrivilegedProcess ? WithoutRootsRights.Split(' ') : [];
        foreach (var dataset in new[] { "2.csv", "*.csv" })
        {
            var end = await PipelineProgram.RunCommandAsync(
                [.. root, .. PipelineProgram.CommandLine, "run", "--root", _root.FullName, "--dataset", dataset, "--sql", "SELECT COUNT(*) AS n FROM dataset"]);
            Assert.NotEqual(0, end.ExitCode);
            Assert.Empty(end.Output);
            Assert.Contains("2.csv may not be read by this user", end.Errors, StringComparison.Ordinal);
            Assert.Contains("Grant read permission", end.Errors, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(_root.FullName, "result*", SearchOption.AllDirectories));
        }
    }
}
