using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>What the predictions of one block come to.</summary>
internal abstract class Scores(EvaluateCombiner combiner, GroupSums? groups)
{
    protected IMergeable Overall { get; } = combiner.NewSums();

    public static Scores Create(EvaluateSettings settings, EvaluateCombiner combiner, GroupSums? groups) => settings.Kind == EvaluationKind.Regression
        ? new RegressionScores(combiner, groups)
        : new ClassScores(settings, combiner, groups);

    /// <summary>Takes the prediction of a record.</summary>
    /// <param name="group">The record's group; of no meaning where there are none.</param>
    /// <returns>How bad it is: 0 is perfect, infinite is no prediction at all.</returns>
    public abstract double Add(PredictedRecords predicted, int place, double number, int truth, ReadOnlySpan<byte> group, bool isGroupMissing);

    /// <summary>Appends the entries over all records, in the order of their keys.</summary>
    public virtual void WriteTo(PartialWriter partial, StateWriter value) => Append(partial, value, EvaluateKeys.Of(Section.Overall), Overall);

    protected static void Append(PartialWriter partial, StateWriter value, byte[] key, IMergeable state)
    {
        value.Clear();
        state.Write(value);
        partial.Append(key, value.Written);
    }

    /// <summary>The sums of the record's group; null where there are no groups.</summary>
    protected IMergeable? GroupOf(ReadOnlySpan<byte> group, bool isMissing) => groups?.Of(group, isMissing);
}
