namespace Pipeline.Operations.Train.Linear;

/// <summary>
/// Solves symmetric positive definite equations by Cholesky decomposition. The order of operations is fixed and none
/// are fused, so the result has the same bits on every processor.
/// </summary>
internal static class Cholesky
{
    /// <summary>A pivot below this share of its diagonal element is only a rounding error.</summary>
    private const double MinPivot = 1e-12;

    /// <param name="matrix">The matrix, row by row. Only the lower triangle is read. Overwritten.</param>
    /// <param name="right">The right-hand side. Overwritten with the solution.</param>
    /// <param name="size">The number of rows and columns.</param>
    /// <returns>-1 on success; otherwise the first row that depends linearly on the rows before it.</returns>
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
