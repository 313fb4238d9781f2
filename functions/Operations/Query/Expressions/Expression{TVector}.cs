using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>An expression whose values are known to be numbers, texts or booleans.</summary>
public abstract class Expression<TVector> : Expression
    where TVector : Vector, new()
{
    private protected Expression(int slot, params Expression[] operands)
        : base(slot, operands)
    {
    }

    public override ColumnKind Kind =>
        typeof(TVector) == typeof(NumberVector) ? ColumnKind.Number
        : typeof(TVector) == typeof(BooleanVector) ? ColumnKind.Boolean
        : ColumnKind.Text;

    public override TVector Evaluate(EvaluationContext context)
    {
        var vector = context.Slot<TVector>(Slot, out var isFilled);
        if (!isFilled) Compute(context, vector);
        return vector;
    }

    /// <summary>
    /// Fills <paramref name="result"/>, which must not be an operand's vector, for all rows of the context.
    /// </summary>
    private protected abstract void Compute(EvaluationContext context, TVector result);
}
