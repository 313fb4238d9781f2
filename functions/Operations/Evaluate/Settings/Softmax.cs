using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>Probabilities of scores: <c>exp(score)</c> over the sum of all of them.</summary>
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
            // NaN and infinite scores make NaN of all, which is no prediction.
            scores[i] = double.IsFinite(most) ? DeterministicMath.Exp(scores[i] - most) : double.NaN;
            all += scores[i];
        }
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= all;
    }
}
