using Pipeline.Core.Texts;
using Pipeline.Operations.Train.Features;

namespace Pipeline.Operations.Train.Versions;

/// <summary>
/// A trained model: a number, or a number for each class, that is the intercept plus the weights of a record's
/// columns. Weights are those of the values as they are in the data.
/// </summary>
/// <param name="Classes">In the order of their bytes; none for a linear model. Of two classes, the one output speaks for the second.</param>
/// <param name="Codes">By feature.</param>
/// <param name="Intercepts">By output.</param>
/// <param name="Weights">By output, then column after column in the order of the features.</param>
internal sealed record Model(
    IReadOnlyList<Utf8Key> Classes, IReadOnlyList<FeatureCode> Codes, double[] Intercepts, double[][] Weights)
{
    public int Outputs => Intercepts.Length;

    /// <summary>Where each feature's columns begin, and at the end how many there are.</summary>
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
