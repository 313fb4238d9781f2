using Pipeline.Operations.Evaluate.Scoring;

namespace Pipeline.Operations.Tests.Evaluate.Scoring;

public sealed class ConfusionTests
{
    /// <summary>Cats, fish and hens, 25 animals: the example that introductions to F1 use.</summary>
    private static readonly int[,] Animals = { { 4, 1, 1 }, { 6, 2, 2 }, { 3, 0, 6 } };

    [Fact]
    public void Sums_are_those_of_rows_and_columns()
    {
        var confusion = Count(0, 1, 2);
        Assert.Equal((6L, 10L, 9L), (confusion.OfTruth(0), confusion.OfTruth(1), confusion.OfTruth(2)));
        Assert.Equal((13L, 3L, 9L), (confusion.OfPredicted(0), confusion.OfPredicted(1), confusion.OfPredicted(2)));
        Assert.Equal((4L, 0L, 0L), (confusion[0, 0], confusion[2, 1], confusion[3, 3]));
    }

    [Fact]
    public void Merging_adds_up_and_order_leaves_no_trace()
    {
        var parts = new[] { Count(0), Count(1), Count(2), new Confusion(3) };
        Assert.Equal(Count(0, 1, 2).Bytes(), new Confusion(3).Plus(parts).Bytes());
        Assert.Equal(Count(0, 1, 2).Bytes(), new Confusion(3).Plus(parts.Reverse()).Bytes());
    }

    private static Confusion Count(params ReadOnlySpan<int> truths)
    {
        var confusion = new Confusion(3);
        foreach (var truth in truths)
        {
            for (var predicted = 0; predicted < 3; predicted++)
            {
                if (Animals[truth, predicted] > 0)
                    confusion.Add(truth, predicted, Animals[truth, predicted]);
            }
        }
        return confusion;
    }
}
