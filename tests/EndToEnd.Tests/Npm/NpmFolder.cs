using System.Diagnostics;

namespace Pipeline.Tests;

/// <summary>
/// What the tests fetch with npm, in the versions of a committed lock file: once, into a folder beside the test
/// program, where it stays.
/// </summary>
public static class NpmFolder
{
    /// <summary>One of several test processes fetches; the others wait for it.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    /// <param name="name">Of the folder with <c>package.json</c> and <c>package-lock.json</c>, relative to the test program.</param>
    /// <returns>Full path of the folder's <c>node_modules</c>.</returns>
    public static string Fetch(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, name);
        var modules = Path.Combine(folder, "node_modules");
        var wanted = File.ReadAllText(Path.Combine(folder, "package-lock.json"));
        var fetched = Path.Combine(folder, "fetched-package-lock.json");
        if (IsFetched()) return modules;
        using var turn = Wait(Path.Combine(folder, "fetching.lock"));
        if (IsFetched()) return modules;
        Run(folder);
        File.WriteAllText(fetched, wanted);
        return modules;

        bool IsFetched() => File.Exists(fetched) && File.ReadAllText(fetched) == wanted;
    }

    private static FileStream Wait(string path)
    {
        for (var start = Stopwatch.GetTimestamp(); ; Thread.Sleep(100))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start) < MaxWait)
            {
                // Another process fetches.
            }
        }
    }

    private static void Run(string folder)
    {
        var npm = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
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
                throw new InvalidOperationException($"npm ci in {folder} ended with {process.ExitCode}. It says:\n{errors}\n{output.Result}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("These tests fetch what they need with npm, which is not there. Install Node.js 20 or newer.", e);
        }
    }
}
