namespace Pipeline.Core.Manifests;

/// <summary>Who looks at a job sees by this which blocks are being processed. Nothing else depends on it.</summary>
/// <param name="At">When the attempt began.</param>
/// <param name="Pass">The pass of the job that the attempt is of.</param>
public sealed record BlockStart(DateTimeOffset At, int Pass = 0);
