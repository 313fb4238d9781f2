using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Scoring;

internal sealed class ClassScores : Scores
{
    /// <summary>No chance of the true class counts as less: one that is 0 would cost without end.</summary>
    public const double LeastChance = 1e-15;

    /// <summary>For more classes the areas under their curves would take too much memory.</summary>
    public const int MostCurves = 20;

    /// <summary>How far rounding may bring a chance beyond 0 and 1.</summary>
    private const double Slack = 1e-4;

    private readonly EvaluateSettings _settings;
    private readonly Confusion _confusion;
    private readonly RocCounts[] _curves;

    public ClassScores(EvaluateSettings settings, EvaluateCombiner combiner, GroupSums? groups)
        : base(combiner, groups)
    {
        _settings = settings;
        _confusion = new Confusion(settings.Classes.Count);
        _curves = [.. Curves(settings).Select(_ => new RocCounts())];
    }

    /// <summary>The classes that have a curve: of two, the second.</summary>
    public static IEnumerable<int> Curves(EvaluateSettings settings) =>
        settings.Outputs.Chances is null || settings.Classes.Count > MostCurves ? []
        : settings.Classes.Count == 2 ? [1]
        : Enumerable.Range(0, settings.Classes.Count);

    public override double Add(PredictedRecords predicted, int place, double number, int truth, ReadOnlySpan<byte> group, bool isGroupMissing)
    {
        var count = _settings.Classes.Count;
        var label = predicted.Labels[place];
        var (hasChances, loss) = (predicted.Chances.Length > 0, 0.0);
        var isInvalid = label < 0;
        if (hasChances)
        {
            var chances = predicted.ChancesOf(place);
            isInvalid |= !AreChances(chances);
            loss = -Elementary.Log(Math.Clamp(truth == count || isInvalid ? 0 : chances[truth], LeastChance, 1));
            for (var i = 0; i < _curves.Length && !isInvalid; i++)
            {
                var name = _curves.Length == 1 ? 1 : i;
                _curves[i].Bins.Add(Math.Clamp(chances[name], 0, 1), truth == name);
            }
        }
        label = isInvalid ? count : label;
        var isCorrect = label == truth && label < count;
        _confusion.Add(truth, label);
        ((ClassSums)Overall).Add(isCorrect, truth == count, isInvalid, loss);
        ((ClassSums?)GroupOf(group, isGroupMissing))?.Add(isCorrect, truth == count, isInvalid, loss);
        return isInvalid ? double.PositiveInfinity : hasChances ? loss : isCorrect ? 0 : 1;
    }

    public override void WriteTo(PartialWriter partial, StateWriter value)
    {
        base.WriteTo(partial, value);
        Append(partial, value, EvaluateKeys.Of(Section.Spread), _confusion);
        for (var i = 0; i < _curves.Length; i++)
            Append(partial, value, EvaluateKeys.OfRoc(i), _curves[i]);
    }

    /// <exception cref="ModelFailedException">They are numbers, but not from 0 to 1.</exception>
    private bool AreChances(ReadOnlySpan<double> chances)
    {
        foreach (var chance in chances)
        {
            if (!double.IsFinite(chance)) return false;
            if (chance is < -Slack or > 1 + Slack)
                throw new ModelFailedException(_settings.Model.Path, FormattableString.Invariant($"its output {_settings.Outputs.Chances} has the number {chance}, expected chances from 0 to 1. If these are scores of which chances are yet to be made, set \"softmax\" to true."));
        }
        return true;
    }
}
