using System.Text.Json.Serialization;

namespace Pipeline.Core.Api;

/// <summary>A job's state, progress and result, as <c>GET /jobs</c> lists it.</summary>
/// <param name="EndedAt">Null until the job has ended.</param>
/// <param name="Redrives">How many times the job was redriven.</param>
/// <param name="Pass">The current pass over the dataset, from 0; null until the job is split.</param>
/// <param name="Progress">Null until the job is split.</param>
/// <param name="Error">Name of the error that failed the job, or of the one given when stopping it; or null.</param>
/// <param name="Cause">Why the job failed or was stopped; otherwise null.</param>
/// <param name="Result">Null until the result is published.</param>
/// <param name="CostUsd">Estimated cost so far; null if unknown.</param>
internal record JobSummary(
    string JobId,
    JobStatus State,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int Redrives,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Pass,
    ProgressSummary? Progress,
    string? Error,
    string? Cause,
    ResultSummary? Result,
    decimal? CostUsd);
