using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>The remainder by the rule of <see cref="Number.Remainder"/>; NULL if the divisor is zero.</summary>
internal sealed class Remainder(int slot, Expression<NumberVector> left, Expression<NumberVector> right)
    : Arithmetic(slot, left, right)
{
    private protected override bool TryNarrow(NumberVector left, NumberVector right, NumberVector result)
    {
        if (!TryAlign(left, right, out var leftFactor, out var rightFactor, out var scale)) return false;
        result.StartFrom(left, right);
        var units = result.StartNarrow(scale);
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = 0;
            if (right.Units[i] != 0)
                units[i] = left.Units[i] * leftFactor % (right.Units[i] * rightFactor);
            else if (result.States[i] == RowState.Value)
                result.SetState(i, RowState.Null);
        }
        return true;
    }

    private protected override Number? Combine(Number left, Number right) => Number.Remainder(left, right);
}
