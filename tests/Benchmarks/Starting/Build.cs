using System.Diagnostics;

namespace Pipeline.Benchmarks.Starting;

/// <summary>One way to compile a program, published into a folder of its own.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Program">Full path of the program.</param>
internal sealed record Build(string Name, string Program)
{
    /// <param name="name">For the report.</param>
    /// <param name="project">Full path of the project.</param>
    /// <param name="program">Name of the program that it makes.</param>
    /// <param name="folder">Where to publish to.</param>
    /// <param name="properties">As <c>dotnet publish</c> takes them.</param>
    /// <exception cref="InvalidOperationException">It cannot be published.</exception>
    public static Build Publish(
        string name,
        string project,
        string program,
        string folder,
        params IReadOnlyList<string> properties)
    {
        Console.Error.WriteLine($"  publishing {program}, {name}");
        var start = new ProcessStartInfo(
            "dotnet",
            ["publish", project, "-c", "Release", "-o", folder, "--nologo", .. properties])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{project} could not be published:\n{output}");
        return new Build(name, Path.Combine(folder, program));
    }
}
