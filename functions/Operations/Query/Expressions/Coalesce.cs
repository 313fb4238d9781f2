using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>The first operand that is not NULL.</summary>
internal sealed class Coalesce<TVector>(int slot, Expression<TVector>[] operands) : Expression<TVector>(slot, operands)
    where TVector : Vector, new()
{
    internal override TextKind TextKind { get; } = CommonTextKind(operands);

    private protected override void Compute(EvaluationContext context, TVector result)
    {
        var vectors = Array.ConvertAll(operands, operand => (Vector)operand.Evaluate(context));
        var choices = context.Scratch().AsSpan(0, context.Count);
        choices.Fill(vectors.Length - 1);
        for (var i = vectors.Length - 2; i >= 0; i--)
        {
            for (var row = 0; row < choices.Length; row++)
            {
                if (vectors[i].States[row] != RowState.Null) choices[row] = i;
            }
        }
        result.Choose(vectors, choices);
    }
}
