using System.Text;
using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Text parsed as a boolean: <c>true</c> or <c>false</c> in any letter case, otherwise a fault.</summary>
/// <param name="what">What the text is, for the fault's reason.</param>
/// <param name="advice">How to fix a fault: whole sentences, or empty.</param>
internal sealed class ParseBoolean(int slot, Expression<TextVector> text, string what, string advice)
    : Expression<BooleanVector>(slot, text)
{
    public override string FaultReason(EvaluationContext context, int row)
    {
        var texts = text.Evaluate(context);
        return texts.States[row] == RowState.Fault
            ? text.FaultReason(context, row)
            : $"{what}: {QuotedValue.Quote(texts[row])} is neither true nor false.{advice}";
    }

    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var texts = text.Evaluate(context);
        result.Reset(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts.States[i] != RowState.Value)
                result.SetState(i, texts.States[i]);
            else if (Ascii.EqualsIgnoreCase(texts[i], "true"u8))
                result.Set(i, true);
            else if (!Ascii.EqualsIgnoreCase(texts[i], "false"u8))
                result.SetState(i, RowState.Fault);
        }
    }
}
