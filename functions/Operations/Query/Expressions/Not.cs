using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

internal sealed class Not(int slot, Expression<BooleanVector> operand) : Expression<BooleanVector>(slot, operand)
{
    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var operands = operand.Evaluate(context);
        result.StartFrom(operands);
        for (var i = 0; i < result.Count; i++)
            result.Values[i] = !operands.Values[i];
        result.ClearMissing();
    }
}
