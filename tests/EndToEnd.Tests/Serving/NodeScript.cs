using System.Diagnostics;
using System.Text.Json;
using Pipeline.Tests;

namespace Pipeline.EndToEnd.Tests.Serving;

/// <summary>Runs a script in this folder. Each line of its output is a JSON array of strings.</summary>
internal static class NodeScript
{
    public static string[][] Run(string name, params string[] arguments)
    {
        var folder = Path.GetDirectoryName(NpmFolder.Fetch("Serving"))!;
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, name), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{output}\n{errors.Result}");
        return [.. output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]>(line)!)];
    }
}
