using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Compares the UTF-8 bytes, which is the order of code points.</summary>
internal sealed class CompareTexts(
    int slot,
    Comparison comparison,
    Expression<TextVector> left,
    Expression<TextVector> right) : Compare<TextVector>(slot, comparison, left, right)
{
    private protected override void CompareRows<TRule>(TextVector left, TextVector right, Span<bool> results)
    {
        for (var i = 0; i < results.Length; i++)
        {
            var order = TRule.IsEquality
                ? (left[i].SequenceEqual(right[i]) ? 0 : 1)
                : left[i].SequenceCompareTo(right[i]);
            results[i] = TRule.Holds(order, 0);
        }
    }
}
