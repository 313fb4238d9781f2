using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>The same value, or NULL, in every row.</summary>
internal abstract class Constant<TVector> : Expression<TVector>
    where TVector : Vector, new()
{
    private protected Constant(int slot, bool isNull)
        : base(slot)
    {
        IsNull = isNull;
        IsConstant = true;
    }

    public bool IsNull { get; }

    private protected abstract void Fill(TVector result, int count);

    private protected override void Compute(EvaluationContext context, TVector result)
    {
        Fill(result, context.Count);
        if (!IsNull) return;
        for (var i = 0; i < context.Count; i++)
            result.SetState(i, RowState.Null);
    }
}
