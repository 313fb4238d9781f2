using Pipeline.Core.Numbers;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Sums;
using Pipeline.Operations.Train.Versions;

namespace Pipeline.Operations.Train.Linear;

/// <summary>
/// Computes a linear model from exact sums. Minimizes the sum of squared errors plus <c>ridge</c> times the sum of
/// squared weights of standardized numbers and of texts. A column that is constant in all records gets the weight 0.
/// </summary>
internal static class LinearSolver
{
    /// <exception cref="UntrainableException">
    /// There are no records, or columns are linearly dependent and <c>ridge</c> is 0.
    /// </exception>
    public static Model Solve(SplitSums sums, TrainSettings settings)
    {
        if (sums.Records.IsZero)
            throw new UntrainableException(
                $"There are no training records: expected a record with a \"{settings.Label.Name}\" that is not held "
                    + $"out{(settings.Missing == MissingRule.Drop ? " and has all features" : "")}. Check \"label\", "
                    + "\"heldOut\" and \"missing\".");
        var codes = Codes(sums, settings);
        var columns = new LinearColumns(sums, codes);
        SumLimits.CheckColumns(columns.Count);
        var scales = Scales(columns);
        var used = Enumerable.Range(0, columns.Count).Where(column => scales[column] > 0).ToArray();

        var matrix = new double[used.Length * used.Length];
        var weights = new double[used.Length];
        for (var i = 0; i < used.Length; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[i * used.Length + j] = columns.Centered(used[i], used[j]) / (scales[used[i]] * scales[used[j]]);
            matrix[i * used.Length + i] += settings.Ridge;
            weights[i] = columns.CenteredLabel(used[i]) / scales[used[i]];
        }
        if (Cholesky.Solve(matrix, weights, used.Length) is var row and >= 0)
            throw Singular(codes, used[row]);

        var all = new double[columns.Count];
        var intercept = columns.LabelMean;
        for (var i = 0; i < used.Length; i++)
        {
            all[used[i]] = weights[i] / scales[used[i]];
            intercept -= all[used[i]] * columns.Mean(used[i]);
        }
        return new Model([], codes, [intercept], [all]);
    }

    /// <summary>Determines the encoding of the features from the training records.</summary>
    public static FeatureCode[] Codes(SplitSums sums, TrainSettings settings)
    {
        var codes = new FeatureCode[settings.Features.Count];
        var number = 1;
        for (var feature = 0; feature < codes.Length; feature++)
        {
            codes[feature] = settings.Features[feature].IsText
                ? FeatureCode.OfText(
                    settings.Features[feature],
                    sums.Texts[feature].Select(text => (text.Text, text.Sums[0])),
                    settings.Categories)
                : new FeatureCode(
                    settings.Features[feature],
                    LinearColumns.MeanOf(sums, feature, ++number),
                    [],
                    HasOthers: false);
        }
        return codes;
    }

    /// <returns>The standard deviation of a number, 1 for a text, 0 for a constant column.</returns>
    private static double[] Scales(LinearColumns columns)
    {
        var scales = new double[columns.Count];
        var records = ExactDivision.ToDouble(columns.Records);
        for (var column = 0; column < scales.Length; column++)
        {
            var squares = columns.Centered(column, column);
            scales[column] = squares == 0 ? 0 : columns.IsText(column) ? 1 : Math.Sqrt(squares / records);
        }
        return scales;
    }

    private static UntrainableException Singular(FeatureCode[] codes, int column)
    {
        var starts = Model.StartsOf(codes);
        var feature = Array.FindLastIndex(starts, start => start <= column);
        return new UntrainableException(
            $"The equations have no unique solution: {codes[feature].NameOf(column - starts[feature])} depends "
                + "linearly on the columns before it. Remove it from \"features\", or set \"ridge\" above 0.");
    }
}
