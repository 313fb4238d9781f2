using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Times;

/// <summary>EXTRACT.</summary>
/// <param name="what">The SQL of the call, for the fault's reason.</param>
internal sealed class PartOfTime(int slot, Expression<TextVector> text, TimePart part, string what)
    : Expression<NumberVector>(slot, text)
{
    private const int NanosecondScale = 9;

    public override string FaultReason(EvaluationContext context, int row) =>
        TimeFaults.Reason(context, row, what, text);

    private protected override void Compute(EvaluationContext context, NumberVector result)
    {
        var texts = text.Evaluate(context);
        result.StartRows(texts, texts);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts.States[i] != RowState.Value) continue;
            if (!IsoText.TryParse(IsoText.Trim(texts[i]), out var time))
                result.SetState(i, RowState.Fault);
            else if (part != TimePart.Epoch)
                result.Set(i, time.Part(part), 0);
            else if (time.Nanosecond == 0)
                result.Set(i, time.EpochSecond, 0);
            else
                result.Set(i, new Number(time.EpochSecond, 0) + new Number(time.Nanosecond, NanosecondScale));
        }
        result.Complete();
    }
}
