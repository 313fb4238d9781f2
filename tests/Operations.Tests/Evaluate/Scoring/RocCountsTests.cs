using Pipeline.Operations.Evaluate.Scoring;

namespace Pipeline.Operations.Tests.Evaluate.Scoring;

public sealed class RocCountsTests
{
    private static readonly (double Probability, bool IsPositive)[] Records =
    [
        (0.1, false),
        (0.4, false),
        (0.35, true),
        (0.8, true),
        (1, true),
        (0, false),
    ];

    /// <summary>The first four are the example of scikit-learn's documentation, whose area is 0.75.</summary>
    [Fact]
    public void The_area_is_that_of_textbooks() => Assert.Equal((0.75, 0.0), Count(Records[..4]).Bins.Area());

    [Fact]
    public void Parts_merge_in_any_order()
    {
        var parts = Records.Select(record => Count([record])).ToList();
        Assert.Equal(Count(Records).Bytes(), new RocCounts().Plus(parts).Bytes());
        Assert.Equal(Count(Records).Bytes(), new RocCounts().Plus(parts.AsEnumerable().Reverse()).Bytes());
    }

    private static RocCounts Count((double Probability, bool IsPositive)[] records)
    {
        var counts = new RocCounts();
        foreach (var (probability, isPositive) in records)
            counts.Bins.Add(probability, isPositive);
        return counts;
    }
}
