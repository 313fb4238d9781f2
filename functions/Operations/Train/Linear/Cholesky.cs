namespace Pipeline.Operations.Train.Linear;

/// <summary>
/// Solves symmetric positive definite equations, one operation after the other in a fixed order and without fused ones:
/// the same bits on every processor.
/// </summary>
internal static class Cholesky
{
    /// <summary>A pivot of less than this share of its diagonal is nothing but rounding.</summary>
    private const double MinPivot = 1e-12;

    /// <param name="matrix">Row by row, <paramref name="size"/> in each; only the lower triangle is read. Overwritten.</param>
    /// <param name="right">Overwritten with the solution.</param>
    /// <returns>-1, or the first row that is a combination of those before it: then there is no solution.</returns>
    public static int Solve(double[] matrix, double[] right, int size)
    {
        for (var j = 0; j < size; j++)
        {
            var diagonal = matrix[j * size + j];
            var pivot = diagonal;
            for (var k = 0; k < j; k++)
                pivot -= matrix[j * size + k] * matrix[j * size + k];
            if (!(pivot > MinPivot * diagonal)) return j;
            var root = Math.Sqrt(pivot);
            matrix[j * size + j] = root;
            for (var i = j + 1; i < size; i++)
            {
                var sum = matrix[i * size + j];
                for (var k = 0; k < j; k++)
                    sum -= matrix[i * size + k] * matrix[j * size + k];
                matrix[i * size + j] = sum / root;
            }
        }
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= matrix[i * size + k] * right[k];
            right[i] /= matrix[i * size + i];
        }
        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
                right[i] -= matrix[k * size + i] * right[k];
            right[i] /= matrix[i * size + i];
        }
        return -1;
    }
}
