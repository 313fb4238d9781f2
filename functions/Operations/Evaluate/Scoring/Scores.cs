using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>Scores the predictions of one block.</summary>
internal abstract class Scores(EvaluateCombiner combiner, GroupSums? groups)
{
    protected IMergeable Overall { get; } = combiner.NewSums();

    public static Scores Create(EvaluateSettings settings, EvaluateCombiner combiner, GroupSums? groups) =>
        settings.Kind == EvaluationKind.Regression
            ? new RegressionScores(combiner, groups)
            : new ClassScores(settings, combiner, groups);

    /// <summary>Adds the prediction of a record.</summary>
    /// <param name="group">The record's group; ignored if there are no groups.</param>
    /// <returns>How bad the prediction is: 0 if it is perfect, infinite if it is invalid.</returns>
    public abstract double Add(
        PredictedRecords predicted,
        int place,
        double number,
        int truth,
        ReadOnlySpan<byte> group,
        bool isGroupMissing);

    /// <summary>Appends the entries that cover all records, in key order.</summary>
    public virtual void WriteTo(PartialWriter partial, StateWriter value) =>
        Append(partial, value, EvaluateKeys.Of(Section.Overall), Overall);

    protected static void Append(PartialWriter partial, StateWriter value, byte[] key, IMergeable state)
    {
        value.Clear();
        state.Write(value);
        partial.Append(key, value.Written);
    }

    /// <summary>Returns the sums of the record's group; null if there are no groups.</summary>
    protected IMergeable? GroupOf(ReadOnlySpan<byte> group, bool isMissing) => groups?.Of(group, isMissing);
}
