using Pipeline.TestKit;
using Pipeline.TestKit.Guides;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>What the guides show about programs and about adding an operation works.</summary>
public sealed class ReadmeTests
{
    private static readonly Guide Programs = Guide.Read("functions/Operations/Run/README.md");

    [OnLinuxFact(Needs = "awk 1 /dev/null")]
    public async Task The_programs_shown_count_records()
    {
        using var root = new CommandRoot();
        Directory.CreateDirectory(Path.Combine(root.Path, "tools"));
        Directory.CreateDirectory(Path.Combine(root.Path, "weather"));
        foreach (var name in (string[])["tools/count.sh", "tools/add.sh"])
        {
            var path = root.Write(name, Programs.Example("sh").Split($"cat > {name} <<'END'\n")[1].Split("END\n")[0]);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        for (var file = 0; file < 3; file++)
            root.Write(
                $"weather/{file}.csv",
                "station,t\n" + string.Concat(Enumerable.Range(0, 100).Select(n => $"S{n % 2},{n}.5\n")));
        var request = root.Write("request.json", Programs.Example("json"));

        var end = await root.RunAsync("run", request, "--allow-run", "--job", "j", "--block-size", "500");

        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("300\n", root.Read("jobs/j/result.csv"));
    }

    [Fact]
    public void The_operation_shown_is_the_one_that_is_tested()
    {
        var code = RepositoryFiles.Read("tests/EndToEnd.Tests/Examples/WordCountOperation.cs");
        Assert.Equal(
            code[code.IndexOf("/// <summary>", StringComparison.Ordinal)..],
            Guide.Read("functions/Operations/README.md").Example("csharp"));
    }
}
