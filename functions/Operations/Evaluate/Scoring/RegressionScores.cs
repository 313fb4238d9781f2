using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>Scores the predictions of a regression.</summary>
internal sealed class RegressionScores(EvaluateCombiner combiner, GroupSums? groups) : Scores(combiner, groups)
{
    private readonly ErrorSketches _spread = new();

    public override double Add(
        PredictedRecords predicted,
        int place,
        double number,
        int truth,
        ReadOnlySpan<byte> group,
        bool isGroupMissing)
    {
        var (all, ofGroup) = ((RegressionSums)Overall, (RegressionSums?)GroupOf(group, isGroupMissing));
        var error = predicted.Numbers[place] - number;
        if (!(Math.Abs(error) < EvaluateSettings.MaxNumber))
        {
            all.AddInvalid();
            ofGroup?.AddInvalid();
            return double.PositiveInfinity;
        }
        all.Add(number, error);
        ofGroup?.Add(number, error);
        _spread.Add(error);
        return Math.Abs(error);
    }

    public override void WriteTo(PartialWriter partial, StateWriter value)
    {
        base.WriteTo(partial, value);
        Append(partial, value, EvaluateKeys.Of(Section.Spread), _spread);
    }
}
