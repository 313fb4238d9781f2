using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>A number computed from one number.</summary>
internal abstract class NumberFunction(int slot, Expression<NumberVector> operand)
    : Expression<NumberVector>(slot, operand)
{
    /// <summary>Fills the result from a vector of longs, or does nothing and returns false.</summary>
    private protected abstract bool TryNarrow(NumberVector operand, NumberVector result);

    private protected abstract Number Apply(Number operand);

    private protected override void Compute(EvaluationContext context, NumberVector result)
    {
        var operands = operand.Evaluate(context);
        if (operands.Wide is null && TryNarrow(operands, result)) return;
        result.StartRows(operands, operands);
        for (var i = 0; i < result.Count; i++)
        {
            if (result.States[i] == RowState.Value)
                result.Set(i, Apply(operands[i]));
        }
        result.Complete();
    }
}
