using CsCheck;
using Pipeline.Operations.Evaluate.Scoring;

namespace Pipeline.Operations.Tests.Evaluate.Scoring;

public sealed class RegressionSumsTests
{
    /// <summary>The example of scikit-learn's documentation of its metrics: MAE 0.5, MSE 0.375, R² 0.9486.</summary>
    [Fact]
    public void Metrics_are_those_of_textbooks()
    {
        var sums = Sum([(3, 2.5), (-0.5, 0.0), (2, 2), (7, 8)]);
        Assert.Equal((0.5, Math.Sqrt(0.375), 0.25), (sums.Mae, sums.Rmse, sums.Bias));
        Assert.Equal(0.9486081370449679, sums.R2!.Value, 1e-15);
    }

    [Fact]
    public void Without_records_there_are_none()
    {
        var sums = new RegressionSums();
        Assert.Equal((null, null, null, null), (sums.Mae, sums.Rmse, sums.Bias, sums.R2));
    }

    [Fact]
    public void Truths_that_are_all_equal_have_no_R2() => Assert.Null(Sum([(5, 4), (5, 5)]).R2);

    /// <summary>Numbers that doubles cannot add in every order.</summary>
    [Fact]
    public void Any_order_and_any_parts_give_the_same_bytes() =>
        Gen.Select(
                Gen.OneOf(Gen.Double[-1e149, 1e149], Gen.Double[-1, 1], Gen.Const(5e-324), Gen.Const(-0.0)),
                Gen.Double[-1e10, 1e10])
            .Array[1, 30]
            .Select(Gen.Int[0, 30])
            .Sample(
                (records, cut) =>
                {
                    cut = Math.Min(cut, records.Length);
                    var whole = Sum(records).Bytes();
                    Assert.Equal(whole, Sum([.. records.Reverse()]).Bytes());
                    Assert.Equal(whole, new RegressionSums().Plus([Sum(records[cut..]), Sum(records[..cut])]).Bytes());
                });

    private static RegressionSums Sum((double Truth, double Predicted)[] records)
    {
        var sums = new RegressionSums();
        foreach (var (truth, predicted) in records)
            sums.Add(truth, predicted - truth);
        return sums;
    }
}
