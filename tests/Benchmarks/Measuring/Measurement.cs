namespace Pipeline.Benchmarks.Measuring;

/// <summary>What one process took, from its start to its end.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">User and system time of all its threads.</param>
/// <param name="PeakBytes">The most memory that was resident at once; 0 for a process too small and short to be
/// seen.</param>
internal sealed record Measurement(int ExitCode, double Seconds, double CpuSeconds, long PeakBytes);
