using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>What is known of a job; its blocks have manifests of their own.</summary>
/// <param name="CreatedAt">UTC, like all times here.</param>
/// <param name="UpdatedAt">When the caller last saved the job; stores have no clock.</param>
/// <param name="Blocks">How many blocks the plan has. A manifest with more or fewer is not complete.</param>
/// <param name="Files">How many files the dataset has.</param>
/// <param name="Bytes">Of all files of the dataset.</param>
/// <param name="Error">Name of the exception that failed the job.</param>
/// <param name="Cause">Its message.</param>
/// <param name="Result">Null until it is published.</param>
/// <param name="Pass">Which pass over the data is going on, counted from 0. Only receipts of this pass count.</param>
/// <param name="Learned">What the operation learned in the passes before; null in the first.</param>
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
    /// <summary>The job with work going on in it: why it failed before, if it did, is no longer true.</summary>
    public JobManifest InState(JobState state) => this with { State = state, Error = null, Cause = null };

    /// <summary>The job at the start of its next pass: no block is done.</summary>
    public JobManifest NextPass(StoredFile learned) => InState(JobState.Processing) with { Pass = Pass + 1, Learned = learned };
}
