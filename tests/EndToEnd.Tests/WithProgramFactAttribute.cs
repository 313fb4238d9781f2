namespace Pipeline.EndToEnd.Tests;

/// <summary>A test that needs a program which not every machine has; where it is missing, the test says so and is left out.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithProgramFactAttribute : FactAttribute
{
    public WithProgramFactAttribute(string program)
    {
        Program = program;
        if (!IsThere(program))
            Skip = $"This needs the program {program}, which is not on the PATH of this machine.";
    }

    public string Program { get; }

    private static bool IsThere(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{program}.exe", $"{program}.cmd"] : [program];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name))));
    }
}
