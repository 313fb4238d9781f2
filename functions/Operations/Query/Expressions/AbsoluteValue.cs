using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

internal sealed class AbsoluteValue(int slot, Expression<NumberVector> operand) : NumberFunction(slot, operand)
{
    private protected override bool TryNarrow(NumberVector operand, NumberVector result)
    {
        if (operand.MagnitudeBound() > long.MaxValue) return false;
        result.StartFrom(operand);
        var units = result.StartNarrow(operand.Scale);
        for (var i = 0; i < units.Length; i++)
            units[i] = Math.Abs(operand.Units[i]);
        return true;
    }

    private protected override Number Apply(Number operand) => Number.Abs(operand);
}
