using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>The result of the first true condition, or the last result, which is ELSE.</summary>
/// <param name="conditions">One fewer than the results.</param>
internal sealed class Case<TVector>(int slot, Expression<BooleanVector>[] conditions, Expression<TVector>[] results)
    : Expression<TVector>(slot, [.. conditions, .. results])
    where TVector : Vector, new()
{
    private const int Undecidable = -1;

    internal override TextKind TextKind { get; } = CommonTextKind(results);

    public override string FaultReason(EvaluationContext context, int row)
    {
        for (var i = 0; i < conditions.Length; i++)
        {
            var condition = conditions[i].Evaluate(context);
            if (condition.States[row] == RowState.Fault) return conditions[i].FaultReason(context, row);
            if (condition.Values[row]) return results[i].FaultReason(context, row);
        }
        return results[^1].FaultReason(context, row);
    }

    private protected override void Compute(EvaluationContext context, TVector result)
    {
        foreach (var operand in Operands)
            operand.Evaluate(context);
        var choices = context.Scratch().AsSpan(0, context.Count);
        choices.Fill(conditions.Length);
        for (var i = conditions.Length - 1; i >= 0; i--)
        {
            var condition = conditions[i].Evaluate(context);
            for (var row = 0; row < choices.Length; row++)
            {
                if (condition.Values[row]) choices[row] = i;
                else if (condition.States[row] == RowState.Fault) choices[row] = Undecidable;
            }
        }
        var branches = Array.ConvertAll(results, branch => (Vector)branch.Evaluate(context));
        result.Choose(branches, choices);
        for (var row = 0; row < choices.Length; row++)
        {
            if (choices[row] == Undecidable)
                result.SetState(row, RowState.Fault);
        }
    }
}
