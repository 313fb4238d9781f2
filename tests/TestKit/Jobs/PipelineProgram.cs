using System.Diagnostics;

namespace Pipeline.TestKit.Jobs;

/// <summary>The built <c>pipeline</c> program as a process of its own; it is built next to the tests.</summary>
public static class PipelineProgram
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        is { Length: > 0 } path
        ? path
        : "dotnet";

    /// <summary>What to execute, for a shell or a program that changes the surroundings before.</summary>
    public static IReadOnlyList<string> CommandLine { get; } =
    [Dotnet, Path.Combine(AppContext.BaseDirectory, "pipeline.dll")];

    /// <summary>
    /// Starts the program; nobody has to read what it writes until <see cref="RunningProgram.EndAsync"/>.
    /// </summary>
    public static RunningProgram Start(params IReadOnlyList<string> arguments) =>
        StartCommand([.. CommandLine, .. arguments]);

    public static async Task<ProgramEnd> RunAsync(params IReadOnlyList<string> arguments)
    {
        using var program = Start(arguments);
        return await program.EndAsync();
    }

    /// <summary>Runs another program that in turn runs this one, such as a shell in a namespace of its own.</summary>
    public static async Task<ProgramEnd> RunCommandAsync(params IReadOnlyList<string> command)
    {
        using var program = StartCommand(command);
        return await program.EndAsync();
    }

    private static RunningProgram StartCommand(IReadOnlyList<string> command) => new(Process.Start(
        new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
}

/// <summary>A process under way. Disposed before its end, it is killed.</summary>
public sealed class RunningProgram(Process process) : IDisposable
{
    private readonly Task<string> _output = process.StandardOutput.ReadToEndAsync();
    private readonly Task<string> _errors = process.StandardError.ReadToEndAsync();

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>As <c>kill -9</c> does: the process has no say.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    public async Task<ProgramEnd> EndAsync()
    {
        await process.WaitForExitAsync();
        return new ProgramEnd(process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}

/// <param name="Output">All of standard output.</param>
/// <param name="Errors">All of standard error.</param>
public sealed record ProgramEnd(int ExitCode, string Output, string Errors);
