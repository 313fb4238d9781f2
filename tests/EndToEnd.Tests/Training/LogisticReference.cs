using MathNet.Numerics.LinearAlgebra;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>
/// Logistic regression as a textbook has it, with Math.NET's matrices and the library's exponential: what ours is held
/// against.
/// </summary>
internal static class LogisticReference
{
    private const int Steps = 50;

    /// <param name="design">The first column is 1; ridge leaves it alone.</param>
    /// <param name="ridge">Half of it times the squared weights of standardised columns is added to the loss.</param>
    /// <param name="scales">Deviations of the columns, 1 for those of texts; that of the first does not matter.</param>
    /// <returns>The probability of each record.</returns>
    public static double[] Probabilities(Matrix<double> design, double[] truth, double ridge, double[] scales)
    {
        // Minimised in standardised weights, centred columns; the intercept makes up for the means.
        var standard = Matrix<double>.Build.DenseOfColumns(Enumerable.Range(0, design.ColumnCount).Select(i =>
        {
            var column = design.Column(i);
            return i == 0 ? column : scales[i] == 1 ? column : (column - column.Average()) / scales[i];
        }));
        var penalty = Matrix<double>.Build.Diagonal(design.ColumnCount, design.ColumnCount, i => i == 0 ? 0 : ridge);
        var weights = Vector<double>.Build.Dense(design.ColumnCount);
        for (var step = 0; step < Steps; step++)
        {
            var probabilities = (standard * weights).Map(z => 1 / (1 + Math.Exp(-z)));
            var slope =
                standard.TransposeThisAndMultiply(Vector<double>.Build.Dense(truth) - probabilities)
                - penalty * weights;
            var curvature =
                standard.TransposeThisAndMultiply(
                    Matrix<double>.Build.Diagonal(truth.Length, truth.Length, i =>
                        probabilities[i] * (1 - probabilities[i])) * standard) + penalty;
            weights += curvature.Cholesky().Solve(slope);
        }
        return [.. (standard * weights).Map(z => 1 / (1 + Math.Exp(-z)))];
    }
}
