using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Times;

/// <summary>
/// DATE_DIFF: the number of years, months, … or seconds in UTC that begin between two times; negative if the second is
/// before the first.
/// </summary>
/// <param name="what">The SQL of the call, for the fault's reason.</param>
internal sealed class TimeDifference(
    int slot,
    TimePart part,
    Expression<TextVector> from,
    Expression<TextVector> to,
    string what) : Expression<NumberVector>(slot, from, to)
{
    public override string FaultReason(EvaluationContext context, int row) =>
        TimeFaults.Reason(context, row, what, from, to);

    private protected override void Compute(EvaluationContext context, NumberVector result)
    {
        var froms = from.Evaluate(context);
        var tos = to.Evaluate(context);
        result.StartRows(froms, tos);
        for (var i = 0; i < result.Count; i++)
        {
            if (result.States[i] != RowState.Value) continue;
            if (TryUtc(froms[i], out var first) && TryUtc(tos[i], out var second))
                result.Set(i, second.Index(part) - first.Index(part), 0);
            else
                result.SetState(i, RowState.Fault);
        }
        result.Complete();
    }

    private static bool TryUtc(ReadOnlySpan<byte> text, out IsoTime time) =>
        IsoText.TryParse(IsoText.Trim(text), out time) && time.TryToUtc(out time);
}
