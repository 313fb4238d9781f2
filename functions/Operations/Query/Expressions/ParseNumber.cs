using System.Buffers;
using Pipeline.Core.Numbers;
using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Text parsed as a number, for a column's kind or a CAST; a fault if it is not a number.</summary>
/// <param name="what">What the text is, for the fault's reason: <c>Column "t"</c>, or the SQL of a cast.</param>
/// <param name="advice">How to fix a fault: whole sentences, or empty.</param>
internal sealed class ParseNumber(int slot, Expression<TextVector> text, string what, string advice)
    : Expression<NumberVector>(slot, text)
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789.eE+-"u8);

    public override string FaultReason(EvaluationContext context, int row)
    {
        var texts = text.Evaluate(context);
        if (texts.States[row] == RowState.Fault) return text.FaultReason(context, row);
        var limits = texts[row].Length > DecimalText.MaxDigits && !texts[row].ContainsAnyExcept(NumberBytes)
            ? $" Numbers have at most {Number.MaxDigits} digits and exponents of at most {Number.MaxExponent}." : "";
        return $"{what}: {QuotedValue.Quote(texts[row])} is not a number.{limits}{advice}";
    }

    private protected override void Compute(EvaluationContext context, NumberVector result) =>
        DecimalColumn.Parse(text.Evaluate(context), result);
}
