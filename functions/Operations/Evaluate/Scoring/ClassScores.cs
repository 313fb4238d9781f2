using System.Globalization;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Evaluate.Prediction;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>Scores the predictions of a classification.</summary>
internal sealed class ClassScores : Scores
{
    /// <summary>The min probability of the true class. A probability of 0 would have an infinite loss.</summary>
    public const double MinProbability = 1e-15;

    /// <summary>The max number of classes with ROC curves. More would take too much memory.</summary>
    public const int MaxCurves = 20;

    /// <summary>How far rounding may move a probability outside 0 to 1.</summary>
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

    /// <summary>Returns the classes that have a ROC curve: with two classes, only the second.</summary>
    public static IEnumerable<int> Curves(EvaluateSettings settings) =>
        settings.Outputs.Probabilities is null || settings.Classes.Count > MaxCurves ? []
        : settings.Classes.Count == 2 ? [1]
        : Enumerable.Range(0, settings.Classes.Count);

    public override double Add(
        PredictedRecords predicted,
        int place,
        double number,
        int truth,
        ReadOnlySpan<byte> group,
        bool isGroupMissing)
    {
        var count = _settings.Classes.Count;
        var label = predicted.Labels[place];
        var (hasProbabilities, loss) = (predicted.Probabilities.Length > 0, 0.0);
        var isInvalid = label < 0;
        if (hasProbabilities)
        {
            var probabilities = predicted.ProbabilitiesOf(place);
            isInvalid |= !AreProbabilities(probabilities);
            loss = -DeterministicMath.Log(
                Math.Clamp(truth == count || isInvalid ? 0 : probabilities[truth], MinProbability, 1));
            for (var i = 0; i < _curves.Length && !isInvalid; i++)
            {
                var name = _curves.Length == 1 ? 1 : i;
                _curves[i].Bins.Add(Math.Clamp(probabilities[name], 0, 1), truth == name);
            }
        }
        label = isInvalid ? count : label;
        var isCorrect = label == truth && label < count;
        _confusion.Add(truth, label);
        ((ClassSums)Overall).Add(isCorrect, truth == count, isInvalid, loss);
        ((ClassSums?)GroupOf(group, isGroupMissing))?.Add(isCorrect, truth == count, isInvalid, loss);
        return isInvalid ? double.PositiveInfinity : hasProbabilities ? loss : isCorrect ? 0 : 1;
    }

    public override void WriteTo(PartialWriter partial, StateWriter value)
    {
        base.WriteTo(partial, value);
        Append(partial, value, EvaluateKeys.Of(Section.Spread), _confusion);
        for (var i = 0; i < _curves.Length; i++)
            Append(partial, value, EvaluateKeys.OfRoc(i), _curves[i]);
    }

    /// <summary>Whether all values are finite.</summary>
    /// <exception cref="ModelFailedException">A finite value is not from 0 to 1.</exception>
    private bool AreProbabilities(ReadOnlySpan<double> probabilities)
    {
        foreach (var probability in probabilities)
        {
            if (!double.IsFinite(probability)) return false;
            if (probability is < -Slack or > 1 + Slack)
                throw new ModelFailedException(
                    _settings.Model.Path,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"its output {_settings.Outputs.Probabilities} has the number {probability}, expected "
                            + $"probabilities from 0 to 1. If these are scores of which probabilities are yet to be "
                            + $"made, set \"softmax\" to true."));
        }
        return true;
    }
}
