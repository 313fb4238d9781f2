using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Compares two expressions of one kind; NULL if either is NULL.</summary>
internal abstract class Compare<TVector>(
    int slot,
    Comparison comparison,
    Expression<TVector> left,
    Expression<TVector> right) : Expression<BooleanVector>(slot, left, right)
    where TVector : Vector, new()
{
    /// <summary>Fills <paramref name="results"/>; the results of rows without a value are ignored.</summary>
    private protected abstract void CompareRows<TRule>(TVector left, TVector right, Span<bool> results)
        where TRule : struct, IComparisonRule;

    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var lefts = left.Evaluate(context);
        var rights = right.Evaluate(context);
        result.StartFrom(lefts, rights);
        var results = result.Values.AsSpan(0, result.Count);
        switch (comparison)
        {
            case Comparison.Equal: CompareRows<EqualRule>(lefts, rights, results); break;
            case Comparison.NotEqual: CompareRows<NotEqualRule>(lefts, rights, results); break;
            case Comparison.Less: CompareRows<LessRule>(lefts, rights, results); break;
            default: CompareRows<LessOrEqualRule>(lefts, rights, results); break;
        }
        result.ClearMissing();
    }
}
