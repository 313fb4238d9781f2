using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

internal sealed class Multiply(int slot, Expression<NumberVector> left, Expression<NumberVector> right)
    : Arithmetic(slot, left, right)
{
    private protected override bool TryNarrow(NumberVector left, NumberVector right, NumberVector result)
    {
        var scale = left.Scale + right.Scale;
        if (scale > DecimalText.MaxDigits || left.MagnitudeBound() * right.MagnitudeBound() > long.MaxValue)
            return false;
        result.StartFrom(left, right);
        var units = result.StartNarrow(scale);
        var lefts = left.Units.AsSpan(0, units.Length);
        var rights = right.Units.AsSpan(0, units.Length);
        for (var i = 0; i < units.Length; i++)
            units[i] = lefts[i] * rights[i];
        return true;
    }

    private protected override Number? Combine(Number left, Number right) => left * right;
}
