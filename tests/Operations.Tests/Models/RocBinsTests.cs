using CsCheck;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Tests.Models;

public sealed class RocBinsTests
{
    private static readonly Gen<(double Probability, bool IsPositive)[]> Records = Gen.Select(
        Gen.OneOf(Gen.Double[0, 1], Gen.Double[0, 1e-5], Gen.Const(0.5), Gen.Const(1.0)),
        Gen.Bool).Array[2, 60];

    [Fact]
    public void The_area_is_that_of_all_pairs_within_the_bound() => Records.Sample(records =>
    {
        var bins = new RocBins();
        foreach (var (probability, isPositive) in records)
            bins.Add(probability, isPositive);
        var positives = records.Where(record => record.IsPositive).ToList();
        var negatives = records.Where(record => !record.IsPositive).ToList();
        if (positives.Count == 0 || negatives.Count == 0) return bins.Area() is null;
        var exact = positives.Average(positive => negatives.Average(negative =>
            positive.Probability > negative.Probability ? 1 : positive.Probability == negative.Probability ? 0.5 : 0));
        var (area, error) = bins.Area()!.Value;
        return Math.Abs(exact - area) <= error + 1e-12;
    });

    [Fact]
    public void Bins_add_up() => Records.Sample(records =>
    {
        var (whole, left, right) = (new RocBins(), new RocBins(), new RocBins());
        foreach (var (index, (probability, isPositive)) in records.Index())
        {
            whole.Add(probability, isPositive);
            (index % 2 == 0 ? left : right).Add(probability, isPositive);
        }
        foreach (var (bin, positive, negative) in right.Counts)
            left.Add(bin, positive, negative);
        return whole.Counts.SequenceEqual(left.Counts);
    });
}
