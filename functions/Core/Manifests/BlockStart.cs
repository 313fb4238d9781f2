namespace Pipeline.Core.Manifests;

/// <summary>Shows observers of a job which blocks are being processed. Nothing else depends on it.</summary>
/// <param name="At">When the attempt began.</param>
/// <param name="Pass">The pass that the attempt is for.</param>
public sealed record BlockStart(DateTimeOffset At, int Pass = 0);
