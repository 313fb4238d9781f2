using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>A column of values computed elsewhere: a group key or the result of an aggregate.</summary>
internal sealed class InputColumn<TVector>(int slot, int input, TextKind textKind = TextKind.Any)
    : Expression<TVector>(slot)
    where TVector : Vector, new()
{
    internal override TextKind TextKind => textKind;

    public override TVector Evaluate(EvaluationContext context) => (TVector)context.Input(input);

    public override string FaultReason(EvaluationContext context, int row) =>
        throw new InvalidOperationException($"Input {input} is a fault in row {row}; faults end before groups begin.");

    private protected override void Compute(EvaluationContext context, TVector result) =>
        throw new InvalidOperationException("Inputs are given, not computed.");
}
