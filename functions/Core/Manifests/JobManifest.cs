using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>A job; its blocks have their own manifests.</summary>
/// <param name="CreatedAt">In UTC, like all times here.</param>
/// <param name="UpdatedAt">When the job was last saved. Set by the caller, because stores have no clock.</param>
/// <param name="Blocks">Number of blocks in the plan. A job with more or fewer block manifests is not complete.</param>
/// <param name="Files">Number of files in the dataset.</param>
/// <param name="Bytes">Size of the dataset.</param>
/// <param name="Error">Name of the exception that failed the job.</param>
/// <param name="Cause">The exception's message.</param>
/// <param name="Result">Null until the result is published.</param>
/// <param name="Pass">The current pass over the dataset, from 0. Only receipts of this pass count.</param>
/// <param name="Learned">What the operation learned in earlier passes; null in the first.</param>
public sealed record JobManifest(
    string JobId,
    JobRequest Request,
    RecordFormat Format,
    JobState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Blocks,
    int Files,
    long Bytes,
    string? Error = null,
    string? Cause = null,
    JobResult? Result = null,
    int Pass = 0,
    StoredFile? Learned = null)
{
    /// <summary>The job in another state, without the error and cause of an earlier failure.</summary>
    public JobManifest InState(JobState state) => this with { State = state, Error = null, Cause = null };

    /// <summary>The job at the start of its next pass, in which no block is done yet.</summary>
    public JobManifest NextPass(StoredFile learned) =>
        InState(JobState.Processing) with
        {
            Pass = Pass + 1,
            Learned = learned,
        };
}
