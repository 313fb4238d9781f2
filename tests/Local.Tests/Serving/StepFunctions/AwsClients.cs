using System.Diagnostics;
using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Serving.StepFunctions;

/// <summary>Runs programs that use AWS clients, with fake credentials.</summary>
internal static class AwsClients
{
    private static readonly (string Name, string Value)[] Settings =
    [
        ("AWS_ACCESS_KEY_ID", "none"), ("AWS_SECRET_ACCESS_KEY", "none"), ("AWS_REGION", "us-east-1"),
        ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_PAGER", ""), ("NO_PROXY", "127.0.0.1"),
    ];

    public static async Task<ProgramEnd> RunAsync(string folder, string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        using var running = new RunningProgram(Process.Start(start)!);
        return await running.EndAsync();
    }
}
