using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Times;

/// <summary>
/// Text parsed as a time, as CAST does: the instant in UTC, or the date as written. A fault if the text is not a time.
/// </summary>
/// <param name="kind">Not <see cref="TextKind.Any"/>.</param>
/// <param name="what">What the text is, for the fault's reason.</param>
internal sealed class ParseTime(int slot, Expression<TextVector> text, TextKind kind, string what)
    : Expression<TextVector>(slot, text)
{
    internal override TextKind TextKind => kind;

    public override string FaultReason(EvaluationContext context, int row) =>
        TimeFaults.Reason(context, row, what, text);

    private protected override void Compute(EvaluationContext context, TextVector result)
    {
        var texts = text.Evaluate(context);
        result.StartOwn(texts);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts.States[i] != RowState.Value)
                continue;
            if (IsoText.TryParse(IsoText.Trim(texts[i]), out var time)
                && (kind == TextKind.Date || time.TryToUtc(out time)))
                result.Place(
                    i,
                    IsoText.Write(time with { HasTime = kind == TextKind.Timestamp }, result.Room(IsoTime.MaxLength)));
            else
                result.SetState(i, RowState.Fault);
        }
    }
}
