using System.ComponentModel;
using System.Diagnostics;

namespace Pipeline.EndToEnd.Tests;

/// <summary>A test of what only Linux can show; elsewhere, and where Linux lacks a right or a program, it says why it is left out.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnLinuxFactAttribute : FactAttribute
{
    private string _needs = "";

    public OnLinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Only Linux shows this: what a process uses under /proc, and file systems and rights of a process's own.";
    }

    /// <summary>A shell command that must succeed for the test to be possible.</summary>
    public string Needs
    {
        get => _needs;
        set
        {
            _needs = value;
            Skip ??= Works(value) ? null : $"This needs a system on which the following works: {value}";
        }
    }

    private static bool Works(string command)
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
