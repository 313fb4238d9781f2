using System.Diagnostics;
using System.Text.Json;

namespace Pipeline.TestKit.Node;

/// <summary>Runs a script of the tests. Node finds the packages in <c>tests/node_modules</c>.</summary>
public static class NodeScript
{
    /// <summary>Runs a script of which each line of output is a JSON array of strings.</summary>
    /// <param name="path">Relative to the root of the repository.</param>
    public static string[][] Run(string path, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Locate(path), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{output}\n{errors.Result}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<string[]>(line)!)];
    }

    /// <summary>Full path of a script whose packages are there.</summary>
    /// <param name="path">Relative to the root of the repository.</param>
    public static string Locate(string path)
    {
        _ = NpmPackages.Folder;
        return RepositoryFiles.Path(path);
    }
}
