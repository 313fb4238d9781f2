namespace Pipeline.Core.Api;

/// <summary>One start of a job, with all that is known of it beside the job's manifests.</summary>
/// <param name="Name">The job's id.</param>
/// <param name="Input">The request as it was given.</param>
/// <param name="StartedAt">A redrive does not change it.</param>
/// <param name="StoppedAt">Null while it runs.</param>
/// <param name="Redrives">How often it was taken up again.</param>
/// <param name="Error">Name of what failed it, or what whoever stopped it gave.</param>
/// <param name="RedrivenAt">When it was last taken up again; null if it was not, or if nobody wrote it down.</param>
public sealed record Execution(
    string Name, string Input, ExecutionStatus Status, DateTimeOffset StartedAt, DateTimeOffset? StoppedAt = null,
    int Redrives = 0, string? Error = null, string? Cause = null, DateTimeOffset? RedrivenAt = null);
