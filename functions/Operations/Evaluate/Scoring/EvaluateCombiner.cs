using Pipeline.Core.Entries;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>Merges the states that several partials, or parts of one, have for the same key.</summary>
internal sealed class EvaluateCombiner(EvaluateSettings settings) : MergeableCombiner
{
    /// <summary>Creates an empty state into which entries of a section are merged.</summary>
    public IMergeable NewState(Section section) =>
        section switch
        {
            Section.Model => new ModelStamp(),
            Section.Counts => new RecordCounts(),
            Section.Overall or Section.Group => NewSums(),
            Section.Spread => settings.Kind == EvaluationKind.Regression
                ? new ErrorSketches()
                : new Confusion(settings.Classes.Count),
            _ => new RocCounts(),
        };

    public IMergeable NewSums() =>
        settings.Kind == EvaluationKind.Regression
            ? new RegressionSums()
            : new ClassSums(settings.Outputs.Probabilities is not null);

    protected override IMergeable NewState(ReadOnlySpan<byte> key) => NewState((Section)key[0]);
}
