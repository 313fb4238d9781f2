using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// AND and OR in three-valued logic. One value decides alone (false for AND, true for OR), even if the other side is a
/// fault. If neither side decides, a fault takes precedence over NULL, and NULL over a value.
/// </summary>
/// <param name="decides">The value that decides.</param>
internal sealed class Logic(int slot, Expression<BooleanVector> left, Expression<BooleanVector> right, bool decides)
    : Expression<BooleanVector>(slot, left, right)
{
    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var lefts = left.Evaluate(context);
        var rights = right.Evaluate(context);
        result.StartFrom(lefts, rights);
        var results = result.Values.AsSpan(0, result.Count);
        // Rows without a value are false, so OR can find a true row without checking the states.
        for (var i = 0; i < results.Length; i++)
            results[i] = decides ? lefts.Values[i] | rights.Values[i] : lefts.Values[i] & rights.Values[i];
        if (result.AllValues) return;
        for (var i = 0; i < results.Length; i++)
        {
            if (Decides(lefts, i) || Decides(rights, i))
            {
                result.States[i] = RowState.Value;
                results[i] = decides;
            }
        }
    }

    private bool Decides(BooleanVector vector, int row) =>
        vector.Values[row] == decides && vector.States[row] == RowState.Value;
}
