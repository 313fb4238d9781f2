using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// A number computed from two. Longs are computed in one loop if no row can overflow, and otherwise exactly, one by
/// one.
/// </summary>
internal abstract class Arithmetic(int slot, Expression<NumberVector> left, Expression<NumberVector> right)
    : Expression<NumberVector>(slot, left, right)
{
    /// <summary>Fills the result from two vectors of longs, or does nothing and returns false.</summary>
    private protected abstract bool TryNarrow(NumberVector left, NumberVector right, NumberVector result);

    /// <summary>The value for one row, or null for NULL.</summary>
    private protected abstract Number? Combine(Number left, Number right);

    private protected override void Compute(EvaluationContext context, NumberVector result)
    {
        var lefts = left.Evaluate(context);
        var rights = right.Evaluate(context);
        if (lefts.Wide is null && rights.Wide is null && TryNarrow(lefts, rights, result)) return;
        result.StartRows(lefts, rights);
        for (var i = 0; i < result.Count; i++)
        {
            if (result.States[i] != RowState.Value) continue;
            if (Combine(lefts[i], rights[i]) is { } value)
                result.Set(i, value);
            else
                result.SetState(i, RowState.Null);
        }
        result.Complete();
    }

    /// <summary>
    /// The factors that convert both vectors to the larger of their scales, if their sum then fits a long in every row.
    /// </summary>
    private protected static bool TryAlign(
        NumberVector left, NumberVector right, out long leftFactor, out long rightFactor, out int scale)
    {
        scale = Math.Max(left.Scale, right.Scale);
        leftFactor = PowersOfTen.Long(scale - left.Scale);
        rightFactor = PowersOfTen.Long(scale - right.Scale);
        return left.MagnitudeBound() * (UInt128)leftFactor + right.MagnitudeBound() * (UInt128)rightFactor
            <= long.MaxValue;
    }
}
