using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>The quotient by the rule of <see cref="Number.Divide"/>; NULL if the divisor is zero.</summary>
internal sealed class Divide(int slot, Expression<NumberVector> left, Expression<NumberVector> right)
    : Arithmetic(slot, left, right)
{
    private protected override bool TryNarrow(NumberVector left, NumberVector right, NumberVector result)
    {
        result.StartRows(left, right);
        for (var i = 0; i < result.Count; i++)
        {
            if (result.States[i] != RowState.Value) continue;
            if (right.Units[i] == 0)
            {
                result.SetState(i, RowState.Null);
                continue;
            }
            var (units, scale) = Quotient.Rounded(left.Units[i], right.Units[i]);
            scale += left.Scale - right.Scale;
            if (scale is >= 0 and <= DecimalText.MaxDigits) result.Set(i, units, scale);
            else result.Set(i, new Number(units, scale));
        }
        result.Complete();
        return true;
    }

    private protected override Number? Combine(Number left, Number right) => Number.Divide(left, right);
}
