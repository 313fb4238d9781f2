using Pipeline.Core.Manifests;

namespace Pipeline.Local.Output;

/// <summary>What a command that failed prints with <c>--json</c>.</summary>
/// <param name="JobId">Null if there is no job.</param>
internal sealed record FailureOutput(string? JobId, JobState State, string Error, string Cause);
