using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Compares by value, regardless of the scales.</summary>
internal sealed class CompareNumbers(
    int slot,
    Comparison comparison,
    Expression<NumberVector> left,
    Expression<NumberVector> right) : Compare<NumberVector>(slot, comparison, left, right)
{
    private protected override void CompareRows<TRule>(NumberVector left, NumberVector right, Span<bool> results)
    {
        if (left.Wide is not null || right.Wide is not null)
            CompareWide<TRule>(left, right, results);
        else if (left.Scale == right.Scale)
            CompareUnits<TRule>(left.Units, right.Units, results);
        else
            CompareScaled<TRule>(left, right, results);
    }

    private static void CompareUnits<TRule>(long[] left, long[] right, Span<bool> results)
        where TRule : struct, IComparisonRule
    {
        var lefts = left.AsSpan(0, results.Length);
        var rights = right.AsSpan(0, results.Length);
        for (var i = 0; i < results.Length; i++)
            results[i] = TRule.Holds(lefts[i], rights[i]);
    }

    private static void CompareScaled<TRule>(NumberVector left, NumberVector right, Span<bool> results)
        where TRule : struct, IComparisonRule
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var leftFactor = PowersOfTen.Long(scale - left.Scale);
        var rightFactor = PowersOfTen.Long(scale - right.Scale);
        // A long times 10^18 has fewer than 128 bits.
        for (var i = 0; i < results.Length; i++)
            results[i] = TRule.Holds((Int128)left.Units[i] * leftFactor, (Int128)right.Units[i] * rightFactor);
    }

    private static void CompareWide<TRule>(NumberVector left, NumberVector right, Span<bool> results)
        where TRule : struct, IComparisonRule
    {
        for (var i = 0; i < results.Length; i++)
            results[i] = TRule.Holds(left[i].CompareTo(right[i]), 0);
    }
}
