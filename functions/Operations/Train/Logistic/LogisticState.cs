using Pipeline.Operations.Train.Features;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>The state that a pass of logistic training receives from the pass before it.</summary>
/// <param name="Parent">The version that training started from; null for none.</param>
/// <param name="Based">The latest version when training started; null for none.</param>
/// <param name="Classes">The classes, in byte order.</param>
/// <param name="Codes">The encoding of each feature.</param>
/// <param name="Outputs">One output for each class; with two classes, one for the second.</param>
/// <param name="Records">The number of training records.</param>
internal sealed record LogisticState(
    string? Parent,
    string? Based,
    IReadOnlyList<byte[]> Classes,
    IReadOnlyList<LogisticCode> Codes,
    IReadOnlyList<LogisticOutput> Outputs,
    long Records,
    long Unlabelled,
    long Dropped);

/// <summary>The encoding of a feature.</summary>
/// <param name="Deviation">The standard deviation of a number; 0 if it is constant, and for texts.</param>
/// <param name="Texts">See <see cref="FeatureCode.Texts"/>.</param>
internal sealed record LogisticCode(double Mean, double Deviation, IReadOnlyList<byte[]> Texts, bool HasOthers);

/// <summary>
/// The progress of the optimization for one class against the rest. Weights are those of standardized columns, the
/// intercept first.
/// </summary>
/// <param name="Weights">The weights to evaluate in this pass.</param>
/// <param name="Before">The weights before the last step; null at the start.</param>
/// <param name="Step">The last step, from <paramref name="Before"/> to <paramref name="Weights"/>.</param>
/// <param name="Objective">The objective at <paramref name="Before"/>.</param>
/// <param name="IsDone">Whether the weights are final.</param>
internal sealed record LogisticOutput(
    double[] Weights,
    double[]? Before,
    double[]? Step,
    double Objective,
    bool IsDone);

/// <summary>The state of a version: the weights of its model, which the next version starts from.</summary>
internal sealed record LogisticWeights(
    IReadOnlyList<byte[]> Classes, IReadOnlyList<LogisticCode> Codes, double[] Intercepts, double[][] Weights);
