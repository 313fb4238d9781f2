using Pipeline.Core.Numbers;
using Pipeline.Operations.Train.Sums;

namespace Pipeline.Operations.Train.Versions;

/// <summary>
/// How good a linear model is on records of which only the sums are kept. The sum of squared errors is a sum of products
/// of weights and sums, worked out exactly: no record need be read again, and no digit is lost.
/// </summary>
/// <param name="Records">How many there are.</param>
/// <param name="Rmse">Root of the mean squared error.</param>
/// <param name="R2">Share of the label's variance that the model explains; null when the label never changes.</param>
/// <param name="Bias">Mean of prediction minus label.</param>
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

        // The label's sum of squares around its mean, times the number of records.
        var variation = sums.Product(1, 1) * records - sums.Product(0, 1) * sums.Product(0, 1);
        return new LinearScore(
            (long)records.UnitsAt(0),
            Math.Sqrt(ExactDivision.ToDouble(squares, records)),
            variation.IsZero ? null : 1 - ExactDivision.ToDouble(squares * records, variation),
            -ExactDivision.ToDouble(error, records));
    }

    /// <summary>What a record's error, label minus prediction, is made of: a factor for each number and for each text.</summary>
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
                texts[feature] = [.. sums.Texts[feature].Select(text => ExactDivision.ToNumber(-model.WeightOf(0, feature, text.Text.Bytes)))];
                continue;
            }
            var weight = ExactDivision.ToNumber(-weights[model.Starts[feature]]);
            numbers.Add(weight);
            texts[feature] = [.. sums.Texts[feature].Select(_ => weight * ExactDivision.ToNumber(code.Mean))];
        }
        return ([.. numbers], texts);
    }
}
