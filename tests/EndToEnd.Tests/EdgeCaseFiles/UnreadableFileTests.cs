using System.Runtime.Versioning;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.EdgeCaseFiles;

/// <summary>
/// Files and folders that the user may not read. File modes do not apply to root, so root runs the program without the
/// capabilities that make it so.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class UnreadableFileTests : IDisposable
{
    private const string WithoutCapabilities = "setpriv --bounding-set=-dac_override,-dac_read_search";

    private readonly CommandRoot _root = new();

    public void Dispose() => _root.Dispose();

    [OnLinuxFact(Needs = $"[ $(id -u) -ne 0 ] || {WithoutCapabilities} true")]
    public async Task An_unreadable_file_or_folder_is_refused_with_advice()
    {
        _root.Write("1.csv", "a,b\n1,2\n");
        File.SetUnixFileMode(_root.Write("2.csv", "a,b\n1,2\n"), UnixFileMode.None);
        _root.Write("folder/3.csv", "a,b\n1,2\n");
        var folder = new DirectoryInfo(Path.Combine(_root.Path, "folder")) { UnixFileMode = UnixFileMode.None };
        try
        {
            await AssertRefusedAsync("2.csv", "2.csv cannot be read by this user");
            await AssertRefusedAsync("*.csv", "2.csv cannot be read by this user");
            await AssertRefusedAsync("folder/3.csv", "folder/3.csv cannot be read by this user");
            await AssertRefusedAsync("folder/*.csv", "folder cannot be read by this user");
        }
        finally
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }

    private async Task AssertRefusedAsync(string dataset, string reason)
    {
        var root = Environment.IsPrivilegedProcess ? WithoutCapabilities.Split(' ') : [];
        var end = await PipelineProgram.RunCommandAsync(
        [
            .. root, .. PipelineProgram.CommandLine, "run", "--root", _root.Path, "--dataset", dataset,
            "--sql", "SELECT COUNT(*) AS n FROM dataset",
        ]);
        Assert.NotEqual(0, end.ExitCode);
        Assert.Empty(end.Output);
        Assert.Contains(reason, end.Errors, StringComparison.Ordinal);
        Assert.Contains("Grant read permission", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(_root.Names(), name => name.Contains("result", StringComparison.Ordinal));
    }
}
