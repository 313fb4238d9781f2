using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.TestKit;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Docs;

/// <summary>
/// A folder and a shell to follow a guide in. <c>pipeline</c> is the built program; the other programs of the guides
/// are scripts that do what can be done without an account of AWS (see Programs).
/// </summary>
internal sealed class GuideShell : IDisposable
{
    /// <summary>Names in capitals, and what a reader might put there.</summary>
    private static readonly (string Name, string Value)[] Placeholders =
    [
        ("API-URL", "https://abcdefghij.execute-api.us-east-1.amazonaws.com"),
        ("STATE-MACHINE", "arn:aws:states:us-east-1:123456789012:stateMachine:pipeline"),
        ("EXECUTION", "arn:aws:states:us-east-1:123456789012:execution:pipeline:monday"),
        ("S3-LOCATION", "arn:aws:datasync:us-east-1:123456789012:location/loc-0123456789abcdef0"),
        ("EFS-LOCATION", "arn:aws:datasync:us-east-1:123456789012:location/loc-0123456789abcdef1"),
        ("BUCKET-ROLE", "arn:aws:iam::123456789012:role/bucket"),
        ("ROLE", "arn:aws:iam::123456789012:role/pipeline"),
        ("QUEUE", "arn:aws:sqs:us-east-1:123456789012:dead-letters"),
        ("TASK", "arn:aws:datasync:us-east-1:123456789012:task/task-0123456789abcdef0"),
        ("BUCKET", "bucket"),
        ("REGION", "us-east-1"),
        ("ACCOUNT", "123456789012"),
        ("STACK", "pipeline"),
        ("SUBNET", "subnet-0123456789abcdef0"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-guide-");
    private readonly Dictionary<string, string> _environment;

    public GuideShell()
    {
        Path = _folder.CreateSubdirectory("reader").FullName;
        var programs = _folder.CreateSubdirectory("programs").FullName;
        foreach (var script in Directory.GetFiles(RepositoryFiles.Path("tests/EndToEnd.Tests/Docs/Programs"), "*.sh"))
        {
            var program = System.IO.Path.Combine(programs, System.IO.Path.GetFileNameWithoutExtension(script));
            File.Copy(script, program);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        File.CreateSymbolicLink(System.IO.Path.Combine(Path, ".ci"), programs);
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        _environment = new()
        {
            ["PATH"] = $"{programs}:{path}",
            ["HOME"] = Path,
            ["GUIDE_PATH"] = path,
            ["GUIDE_STATE"] = _folder.FullName,
            ["GUIDE_REPOSITORY"] = RepositoryFiles.Root,
            ["GUIDE_DOTNET"] = PipelineProgram.CommandLine[0],
            ["GUIDE_PIPELINE"] = PipelineProgram.CommandLine[1],
            ["AWS_ACCESS_KEY_ID"] = "none",
            ["AWS_SECRET_ACCESS_KEY"] = "none",
            ["AWS_SESSION_TOKEN"] = "none",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_PAGER"] = "",
            ["NO_PROXY"] = "127.0.0.1",
        };
    }

    /// <summary>The reader's folder.</summary>
    public string Path { get; }

    /// <summary>Runs a shell example; the first command that fails ends it.</summary>
    public async Task<ProgramEnd> RunAsync(string example)
    {
        var script = Placeholders.Aggregate(example, (text, placeholder) =>
            Regex.Replace(text, $"(?<![A-Z_-]){placeholder.Name}(?![A-Z_-])", placeholder.Value));
        return await StartAsync(new ProcessStartInfo("sh", ["-euc", script]));
    }

    /// <summary>Runs the program, which must succeed.</summary>
    public async Task PipelineAsync(string at, params string[] arguments)
    {
        var end = await StartAsync(new ProcessStartInfo("sh", ["-c", "pipeline \"$@\"", "sh", .. arguments]));
        Assert.True(end.ExitCode == 0, $"{at} ended with {end.ExitCode}: {end.Errors}");
    }

    public void Dispose()
    {
        var servers = new FileInfo(System.IO.Path.Combine(_folder.FullName, "servers"));
        foreach (var id in servers.Exists ? File.ReadAllLines(servers.FullName) : [])
        {
            using var server = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            server.Kill();
            server.WaitForExit();
        }
        _folder.Delete(recursive: true);
    }

    private async Task<ProgramEnd> StartAsync(ProcessStartInfo start)
    {
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (Path, true, true);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        using var running = new RunningProgram(Process.Start(start)!);
        return await running.EndAsync();
    }
}
