using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>Converts scores to probabilities: <c>exp(score)</c> divided by the sum over all scores.</summary>
internal static class Softmax
{
    public static void Apply(Span<double> scores)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
            most = Math.Max(most, score);
        var all = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            // A NaN or infinite score makes all probabilities NaN, which counts as an invalid prediction.
            scores[i] = double.IsFinite(most) ? DeterministicMath.Exp(scores[i] - most) : double.NaN;
            all += scores[i];
        }
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= all;
    }
}
