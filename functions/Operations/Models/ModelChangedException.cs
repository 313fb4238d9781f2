using Pipeline.Core.Errors;

namespace Pipeline.Operations.Models;

/// <summary>The model changed while a job used it.</summary>
public sealed class ModelChangedException : PipelineException
{
    private ModelChangedException(string message)
        : base(
            $"{message} Nothing is published. Do not change the model while a job uses it (name a version instead of "
                + "\"latest\" while the model is being trained), and run the job again.")
    {
    }

    internal static ModelChangedException Of(string one, string other) =>
        new($"The model changed while the job ran: some blocks were evaluated with {one}, others with {other}.");

    internal static ModelChangedException WhileRead(string path) =>
        new($"The model {path} changed while it was loaded.");
}
