using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <param name="subtracts">Whether it computes <c>left - right</c>.</param>
internal sealed class Add(int slot, Expression<NumberVector> left, Expression<NumberVector> right, bool subtracts)
    : Arithmetic(slot, left, right)
{
    private protected override bool TryNarrow(NumberVector left, NumberVector right, NumberVector result)
    {
        if (!TryAlign(left, right, out var leftFactor, out var rightFactor, out var scale)) return false;
        if (subtracts) rightFactor = -rightFactor;
        result.StartFrom(left, right);
        var units = result.StartNarrow(scale);
        var lefts = left.Units.AsSpan(0, units.Length);
        var rights = right.Units.AsSpan(0, units.Length);
        for (var i = 0; i < units.Length; i++)
            units[i] = lefts[i] * leftFactor + rights[i] * rightFactor;
        result.ClearMissing();
        return true;
    }

    private protected override Number? Combine(Number left, Number right) => subtracts ? left - right : left + right;
}
