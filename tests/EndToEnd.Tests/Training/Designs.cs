using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>The columns that a model's features make, worked out by other means than ours.</summary>
internal static class Designs
{
    /// <returns>The columns, the first of them 1, and their deviations, which are 1 for texts.</returns>
    public static (Matrix<double> Design, double[] Scales) Of(JsonTable table, string[] features, string[] texts)
    {
        var columns = new List<double[]> { Enumerable.Repeat(1.0, table.Count).ToArray() };
        var scales = new List<double> { 1 };
        foreach (var feature in features)
        {
            if (!texts.Contains(feature))
            {
                columns.Add(table.Numbers(feature));
                scales.Add(columns[^1].PopulationStandardDeviation());
                continue;
            }
            var values = table.Column(feature);
            foreach (var text in values
                    .GroupBy(text => text)
                    .OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Skip(1))
            {
                columns.Add([.. values.Select(value => value == text.Key ? 1.0 : 0.0)]);
                scales.Add(1);
            }
        }
        return (Matrix<double>.Build.DenseOfColumnArrays(columns), [.. scales]);
    }
}
