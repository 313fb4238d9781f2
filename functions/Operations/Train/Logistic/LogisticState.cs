using Pipeline.Operations.Train.Features;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>What a pass of a logistic training knows of those before it.</summary>
/// <param name="Parent">The version that training started from.</param>
/// <param name="Based">The version that was the latest.</param>
/// <param name="Classes">In the order of their bytes.</param>
/// <param name="Codes">By feature.</param>
/// <param name="Outputs">One for each class, or of two classes one for the second.</param>
/// <param name="Records">Trained on.</param>
internal sealed record LogisticState(
    string? Parent,
    string? Based,
    IReadOnlyList<byte[]> Classes,
    IReadOnlyList<LogisticCode> Codes,
    IReadOnlyList<LogisticOutput> Outputs,
    long Records,
    long Unlabelled,
    long Dropped);

/// <param name="Deviation">Of a number; 0 where it never changes, and for texts.</param>
/// <param name="Texts">See <see cref="FeatureCode.Texts"/>.</param>
internal sealed record LogisticCode(double Mean, double Deviation, IReadOnlyList<byte[]> Texts, bool HasOthers);

/// <summary>How far the search for the weights of one class against the rest has come. Weights are those of standardised columns, the intercept first.</summary>
/// <param name="Weights">To be tried in the pass.</param>
/// <param name="Before">Those before the last step; null at the start.</param>
/// <param name="Step">From those before to these, as far as it has not been shortened.</param>
/// <param name="Objective">What is minimised, at those before.</param>
/// <param name="IsDone">Whether the weights stay.</param>
internal sealed record LogisticOutput(double[] Weights, double[]? Before, double[]? Step, double Objective, bool IsDone);

/// <summary>The state of a version: the weights of its model, for the next to start from.</summary>
internal sealed record LogisticWeights(
    IReadOnlyList<byte[]> Classes, IReadOnlyList<LogisticCode> Codes, double[] Intercepts, double[][] Weights);
