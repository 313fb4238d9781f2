using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// Newton's method for one output of a logistic model. Minimizes the loss of all records plus half of <c>ridge</c>
/// times the sum of squared weights. A step that increases the objective is halved.
/// </summary>
internal static class Newton
{
    /// <summary>
    /// Converged when no weight changes by more than this, absolute or relative to the largest weight.
    /// </summary>
    private const double Tolerance = 1e-9;

    /// <summary>The relative difference below which two objectives count as equal.</summary>
    private const double Resolution = 1e-13;

    /// <summary>A step halved below this is abandoned, and the weights before it are final.</summary>
    private const double ShortestStep = 1e-12;

    /// <param name="sums">The loss, gradient and Hessian at the output's weights.</param>
    /// <param name="describe">Returns the name of a column, for messages.</param>
    /// <exception cref="UntrainableException">The equations have no unique solution.</exception>
    public static LogisticOutput Next(LogisticOutput output, double[] sums, double ridge, Func<int, string> describe)
    {
        var weights = output.Weights;
        var squares = 0.0;
        for (var i = 1; i < weights.Length; i++)
            squares += weights[i] * weights[i];
        var objective = sums[0] + ridge / 2 * squares;
        if (output.Before is { } before && objective > output.Objective + Resolution * Math.Abs(output.Objective))
        {
            var half = Array.ConvertAll(output.Step!, step => step / 2);
            return MaxMagnitude(half) < ShortestStep
                ? new LogisticOutput(before, null, null, 0, IsDone: true)
                : output with { Step = half, Weights = Sum(before, half) };
        }
        var next = Step(weights, sums, ridge, describe);
        return MaxMagnitude(next) <= Tolerance * Math.Max(1, MaxMagnitude(weights))
            ? output with { IsDone = true, Before = null, Step = null }
            : new LogisticOutput(Sum(weights, next), weights, next, objective, IsDone: false);
    }

    private static double[] Step(double[] weights, double[] sums, double ridge, Func<int, string> describe)
    {
        var size = weights.Length;
        var matrix = new double[size * size];
        var step = new double[size];
        var at = 1 + size;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[i * size + j] = sums[at++];
            step[i] = sums[1 + i];
            if (i > 0)
            {
                matrix[i * size + i] += ridge;
                step[i] -= ridge * weights[i];
            }
            // No record has this column, so its weight does not change.
            if (matrix[i * size + i] == 0)
                matrix[i * size + i] = 1;
        }
        if (Cholesky.Solve(matrix, step, size) is var row and >= 0)
        {
            throw new UntrainableException(
                $"The equations have no unique solution: {describe(row)} depends linearly on the columns before it. "
                    + "Remove it from \"features\", or set \"ridge\" above 0.");
        }
        return step;
    }

    private static double MaxMagnitude(double[] values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static double[] Sum(double[] left, double[] right)
    {
        var sum = new double[left.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = left[i] + right[i];
        return sum;
    }
}
