using Pipeline.Core.Numbers;
using Pipeline.Operations.Train.Sums;

namespace Pipeline.Operations.Train.Versions;

/// <summary>
/// The metrics of a linear model, computed from the sums of the records. The sum of squared errors is computed exactly
/// from weights and sums, without reading the records again.
/// </summary>
/// <param name="Records">The number of records.</param>
/// <param name="Rmse">The root mean squared error.</param>
/// <param name="R2">The share of the label's variance that the model explains; null if the label is constant.</param>
/// <param name="Bias">The mean of prediction minus label.</param>
internal sealed record LinearScore(long Records, double Rmse, double? R2, double Bias)
{
    /// <returns>Null if there are no records.</returns>
    public static LinearScore? Of(SplitSums sums, Model model)
    {
        var records = sums.Records;
        if (records.IsZero) return null;
        var (numbers, texts) = Factors(sums, model);
        var (squares, error) = (default(Number), default(Number));
        for (var i = 0; i < numbers.Length; i++)
        {
            error += numbers[i] * sums.Product(0, i);
            for (var j = 0; j < numbers.Length; j++)
                squares += numbers[i] * numbers[j] * sums.Product(i, j);
        }
        var two = new Number(2, 0);
        for (var feature = 0; feature < texts.Length; feature++)
        {
            for (var text = 0; text < texts[feature].Length; text++)
            {
                var factor = texts[feature][text];
                var ofText = sums.Texts[feature][text].Sums;
                error += factor * ofText[0];
                squares += factor * factor * ofText[0];
                for (var j = 0; j < numbers.Length; j++)
                    squares += two * factor * numbers[j] * ofText[j];
            }
        }
        foreach (var (pair, count) in sums.Pairs)
            squares += two * texts[pair.Feature][pair.Text] * texts[pair.OtherFeature][pair.OtherText] * count;

        // The label's centered sum of squares, times the number of records.
        var variation = sums.Product(1, 1) * records - sums.Product(0, 1) * sums.Product(0, 1);
        return new LinearScore(
            (long)records.UnitsAt(0),
            Math.Sqrt(ExactDivision.ToDouble(squares, records)),
            variation.IsZero ? null : 1 - ExactDivision.ToDouble(squares * records, variation),
            -ExactDivision.ToDouble(error, records));
    }

    /// <summary>
    /// Returns the error (label minus prediction) as a linear combination: a factor for each number and for each text.
    /// </summary>
    private static (Number[] Numbers, Number[][] Texts) Factors(SplitSums sums, Model model)
    {
        var weights = model.Weights[0];
        var numbers = new List<Number> { ExactDivision.ToNumber(-model.Intercepts[0]), new(1, 0) };
        var texts = new Number[model.Codes.Count][];
        for (var feature = 0; feature < texts.Length; feature++)
        {
            var code = model.Codes[feature];
            if (code.Feature.IsText)
            {
                texts[feature] =
                [
                    .. sums.Texts[feature]
                        .Select(text => ExactDivision.ToNumber(-model.WeightOf(0, feature, text.Text.Bytes))),
                ];
                continue;
            }
            var weight = ExactDivision.ToNumber(-weights[model.Starts[feature]]);
            numbers.Add(weight);
            texts[feature] = [.. sums.Texts[feature].Select(_ => weight * ExactDivision.ToNumber(code.Mean))];
        }
        return ([.. numbers], texts);
    }
}
