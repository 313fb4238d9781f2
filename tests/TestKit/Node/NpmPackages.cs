using System.ComponentModel;
using System.Diagnostics;

namespace Pipeline.TestKit.Node;

/// <summary>The npm packages that the tests use, in the versions of <c>tests/package-lock.json</c>.</summary>
public static class NpmPackages
{
    /// <summary>Several test processes may need the packages at once: one fetches them, the others wait.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    private static readonly Lazy<string> Fetched = new(Fetch);

    /// <summary>Full path of <c>node_modules</c>; fetches the packages first if they are missing or outdated.</summary>
    public static string Folder => Fetched.Value;

    private static string Fetch()
    {
        var tests = RepositoryFiles.Path("tests");
        var modules = Path.Combine(tests, "node_modules");
        var marker = Path.Combine(modules, "fetched-package-lock.json");
        var wanted = File.ReadAllText(Path.Combine(tests, "package-lock.json"));
        if (IsFetched()) return modules;
        using var turn = WaitForTurn();
        if (IsFetched()) return modules;
        Install(tests);
        File.WriteAllText(marker, wanted);
        return modules;

        bool IsFetched() => File.Exists(marker) && File.ReadAllText(marker) == wanted;
    }

    private static FileStream WaitForTurn()
    {
        var folder = Directory.CreateDirectory(RepositoryFiles.Path("tests/TestKit/obj")).FullName;
        for (var start = Stopwatch.GetTimestamp(); ; Thread.Sleep(100))
        {
            try
            {
                return new FileStream(
                    Path.Combine(folder, "npm.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start) < MaxWait)
            {
                // Another process has the lock.
            }
        }
    }

    private static void Install(string folder)
    {
        var npm = new ProcessStartInfo(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(npm)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"npm ci in {folder} ended with {process.ExitCode}. Its output:\n{errors}\n{output.Result}");
            }
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("npm is not on the PATH. Install Node.js 20 or newer.", e);
        }
    }
}
