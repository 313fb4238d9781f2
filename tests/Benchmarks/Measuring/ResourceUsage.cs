using System.Runtime.InteropServices;

namespace Pipeline.Benchmarks.Measuring;

/// <summary><c>getrusage</c> of the children that have ended, as Linux has it on 64 bits.</summary>
internal static partial class ResourceUsage
{
    private const int Children = -1;

    /// <returns>User and system seconds of all children, and the peak of the one that had the highest.</returns>
    public static (double CpuSeconds, long PeakBytes) OfChildren()
    {
        if (GetUsage(Children, out var usage) != 0)
            throw new InvalidOperationException("getrusage failed.");
        return (usage.User.Seconds + usage.System.Seconds, usage.MaxResidentKilobytes * 1024);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct Usage
    {
        public Time User;
        public Time System;
        public nint MaxResidentKilobytes;
        private readonly Rest _rest;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        private readonly nint _seconds;
        private readonly nint _microseconds;

        public readonly double Seconds => _seconds + _microseconds * 1e-6;
    }

    /// <summary>Thirteen counts that nobody asks for here.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 13 * 8)]
    private struct Rest;
}
