using System.ComponentModel;
using System.Diagnostics;

namespace Pipeline.TestKit.Skipping;

/// <summary>A test that only Linux can run; where it cannot run, it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnLinuxFactAttribute : FactAttribute
{
    private string _needs = "";

    public OnLinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Requires Linux: /proc, namespaces, limits or capabilities of a process.";
    }

    /// <summary>A shell command that must succeed for the test to be possible.</summary>
    public string Needs
    {
        get => _needs;
        set
        {
            _needs = value;
            Skip ??= Succeeds(value) ? null : $"Requires that this shell command succeeds: {value}";
        }
    }

    private static bool Succeeds(string command)
    {
        try
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            shell.WaitForExit();
            return shell.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
