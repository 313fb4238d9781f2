using Pipeline.Core.Texts;
using Pipeline.Operations.Train.Features;

namespace Pipeline.Operations.Train.Versions;

/// <summary>
/// A trained model. Each output is the intercept plus the weighted columns of a record. Weights apply to the original,
/// not standardized values.
/// </summary>
/// <param name="Classes">
/// The classes in byte order; empty for a linear model. With two classes, the only output is for the second.
/// </param>
/// <param name="Codes">The encoding of each feature.</param>
/// <param name="Intercepts">The intercept of each output.</param>
/// <param name="Weights">The weights of each output, by column in the order of the features.</param>
internal sealed record Model(
    IReadOnlyList<Utf8Key> Classes, IReadOnlyList<FeatureCode> Codes, double[] Intercepts, double[][] Weights)
{
    public int Outputs => Intercepts.Length;

    /// <summary>The index of each feature's first column, followed by the number of columns.</summary>
    public int[] Starts { get; } = StartsOf(Codes);

    public static int[] StartsOf(IReadOnlyList<FeatureCode> codes)
    {
        var starts = new int[codes.Count + 1];
        for (var i = 0; i < codes.Count; i++)
            starts[i + 1] = starts[i] + codes[i].Columns;
        return starts;
    }

    public double WeightOf(int output, int feature, ReadOnlySpan<byte> text)
    {
        var column = Codes[feature].ColumnOf(text);
        return column < 0 ? 0 : Weights[output][Starts[feature] + column];
    }
}
