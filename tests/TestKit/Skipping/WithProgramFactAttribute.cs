namespace Pipeline.TestKit.Skipping;

/// <summary>A test that runs a program; where that is not installed, the test is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithProgramFactAttribute : FactAttribute
{
    public WithProgramFactAttribute(string program)
    {
        Program = program;
        if (!IsOnPath(program))
            Skip = $"Requires the program {program} on the PATH.";
    }

    public string Program { get; }

    private static bool IsOnPath(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name))));
    }
}
