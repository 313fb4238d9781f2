using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Tests.Evaluate.Settings;

public sealed class SoftmaxTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2.0, 3.0 }, new[] { 0.09003057317038046, 0.24472847105479764, 0.6652409557748218 })]
    [InlineData(new[] { 0.0, 0.0 }, new[] { 0.5, 0.5 })]
    [InlineData(new[] { 1e308, -1e308 }, new[] { 1.0, 0.0 })]
    [InlineData(new[] { 1000.0, 1001.0 }, new[] { 0.2689414213699951, 0.7310585786300049 })]
    public void Scores_become_probabilities(double[] scores, double[] expected)
    {
        Softmax.Apply(scores);
        Assert.All(scores.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    public void Scores_that_are_no_numbers_make_no_probabilities(double one, double other)
    {
        double[] scores = [one, other];
        Softmax.Apply(scores);
        Assert.All(scores, probability => Assert.True(double.IsNaN(probability)));
    }
}
