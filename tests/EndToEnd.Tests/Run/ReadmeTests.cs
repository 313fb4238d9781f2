using Pipeline.EndToEnd.Tests.Commands;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>What the README shows of programs and of operations of one's own is so.</summary>
public sealed class ReadmeTests
{
    private static readonly string House = FindHouse();
    private static readonly string Readme = File.ReadAllText(Path.Combine(House, "README.md"));

    [OnLinuxFact(Needs = "awk 1 /dev/null")]
    public async Task The_programs_shown_count_records()
    {
        var section = Section("Run a program");
        var scripts = Blocks(section, "sh");
        using var root = new CommandRoot();
        Directory.CreateDirectory(Path.Combine(root.Path, "tools"));
        Directory.CreateDirectory(Path.Combine(root.Path, "weather"));
        foreach (var (name, script) in new[] { ("count.sh", scripts[0]), ("add.sh", scripts[1]) })
        {
            var path = root.Write($"tools/{name}", script);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        for (var file = 0; file < 3; file++)
            root.Write($"weather/{file}.csv", "station,t\n" + string.Concat(Enumerable.Range(0, 100).Select(n => $"S{n % 2},{n}.5\n")));
        var request = root.Write("request.json", Blocks(section, "json").Single());

        var end = await root.RunAsync("run", request, "--allow-run", "--job", "j", "--block-size", "500");

        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("300\n", root.Read("jobs/j/result.csv"));
    }

    [Fact]
    public void The_operation_shown_is_the_one_that_is_tested()
    {
        var code = File.ReadAllText(Path.Combine(House, "tests/EndToEnd.Tests/Examples/WordCountOperation.cs"));
        Assert.Equal(code[code.IndexOf("/// <summary>", StringComparison.Ordinal)..], Blocks(Section("Your own operation"), "csharp").Single());
    }

    private static string Section(string heading)
    {
        var start = Readme.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        return Readme[start..Readme.IndexOf("\n## ", start, StringComparison.Ordinal)];
    }

    private static List<string> Blocks(string section, string language) =>
        [.. section.Split($"```{language}\n")[1..].Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])];

    private static string FindHouse()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Pipeline.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
