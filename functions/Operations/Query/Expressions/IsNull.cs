using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

internal sealed class IsNull(int slot, Expression operand) : Expression<BooleanVector>(slot, operand)
{
    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var operands = operand.Evaluate(context);
        result.Reset(operands.Count);
        if (operands.AllValues) return;
        for (var i = 0; i < result.Count; i++)
        {
            if (operands.States[i] == RowState.Null) result.Set(i, true);
            else result.SetState(i, operands.States[i]);
        }
    }
}
