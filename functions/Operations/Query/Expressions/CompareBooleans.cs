using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>False comes before true.</summary>
internal sealed class CompareBooleans(
    int slot,
    Comparison comparison,
    Expression<BooleanVector> left,
    Expression<BooleanVector> right) : Compare<BooleanVector>(slot, comparison, left, right)
{
    private protected override void CompareRows<TRule>(BooleanVector left, BooleanVector right, Span<bool> results)
    {
        for (var i = 0; i < results.Length; i++)
            results[i] = TRule.Holds(left.Values[i] ? 1 : 0, right.Values[i] ? 1 : 0);
    }
}
