using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Times;

/// <summary>DATE_TRUNC: the start of a period. A date stays a date; a time keeps its offset as written.</summary>
/// <param name="what">The SQL of the call, for the fault's reason.</param>
internal sealed class TruncateTime(int slot, Expression<TextVector> text, TimePart part, string what)
    : Expression<TextVector>(slot, text)
{
    internal override TextKind TextKind => text.TextKind;

    public override string FaultReason(EvaluationContext context, int row) =>
        TimeFaults.Reason(context, row, what, text);

    private protected override void Compute(EvaluationContext context, TextVector result)
    {
        var texts = text.Evaluate(context);
        result.StartOwn(texts);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts.States[i] != RowState.Value) continue;
            var from = IsoText.Trim(texts[i]);
            if (!IsoText.TryParse(from, out var time))
            {
                result.SetState(i, RowState.Fault);
                continue;
            }
            var target = result.Room(IsoTime.MaxLength + time.OffsetLength);
            var length = IsoText.Write(time.Truncate(part), target);
            from[^time.OffsetLength..].CopyTo(target[length..]);
            result.Place(i, length + time.OffsetLength);
        }
    }
}
