using Pipeline.Core.Errors;

namespace Pipeline.Operations.Models;

/// <summary>Another job published a version of the model first, so this job publishes nothing.</summary>
public sealed class ModelConflictException(string message) : PipelineException(message)
{
    internal static ModelConflictException Followed(string model, string version, string? based, string winner) =>
        new(
            $"Model {model}: job {version} started from {(based is null ? "no version" : $"version {based}")}, but "
                + $"version {winner} was published in the meantime. Nothing was published and nothing of the model is "
                + $"lost. Start the job again under a new id: it continues from {winner}.");

    internal static ModelConflictException Taken(string model, string version) =>
        new(
            $"Model {model} already has a version {version}, and it differs from the one that this job created: a "
                + "version is named after its job, and this id was used before, or another attempt of this job is "
                + "running. Start the job again under a new id.");
}
