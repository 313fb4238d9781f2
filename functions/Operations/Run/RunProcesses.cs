using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Pipeline.Operations.Run;

/// <summary>
/// Finds the processes of a run in <c>/proc</c> (proc(5)). On systems other than Linux it finds none.
/// </summary>
internal static class RunProcesses
{
    private const string Folder = "/proc";

    /// <summary>Processes can start others while they are being killed, so killing is repeated.</summary>
    private const int MaxRounds = 20;

    // Indexes of the fields of /proc/<pid>/stat after the name, which is in parentheses and can contain anything.
    private const int ParentField = 1;
    private const int ResidentField = 21;

    /// <summary>
    /// Returns the resident memory of a process and its descendants in bytes. Shared pages count once per process.
    /// </summary>
    public static long Resident(int root)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var all = new Dictionary<int, (int Parent, long Pages)>();
        foreach (var process in All())
        {
            var fields = Read(process, "stat") is { } stat
                ? stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                : [];
            if (fields.Length > ResidentField)
                all[process] = (
                    int.Parse(fields[ParentField], CultureInfo.InvariantCulture),
                    long.Parse(fields[ResidentField], CultureInfo.InvariantCulture));
        }
        return all.Keys.Where(IsOfRun).Sum(process => all[process].Pages) * Environment.SystemPageSize;

        bool IsOfRun(int process)
        {
            for (var steps = 0; steps < all.Count && process != root; steps++)
            {
                if (!all.TryGetValue(process, out var known)) return false;
                process = known.Parent;
            }
            return process == root;
        }
    }

    /// <summary>Kills all processes that have the given variable in their environment.</summary>
    /// <param name="variable">The variable, as <c>NAME=value</c>.</param>
    public static void Kill(string variable)
    {
        if (!OperatingSystem.IsLinux()) return;
        for (var round = 0; round < MaxRounds; round++)
        {
            var found = All()
                .Where(process =>
                    Read(process, "environ") is { } variables
                    && $"\0{variables}".Contains($"\0{variable}\0", StringComparison.Ordinal))
                .ToList();
            if (found.Count == 0)
                return;
            found.ForEach(Kill);
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // The process has exited.
        }
    }

    private static IEnumerable<int> All() =>
        Directory
            .EnumerateDirectories(Folder)
            .Select(folder =>
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? id
                    : 0)
            .Where(id => id > 0);

    /// <returns>Null if the process has exited or belongs to another user.</returns>
    private static string? Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"{Folder}/{process}/{file}", Encoding.Latin1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
