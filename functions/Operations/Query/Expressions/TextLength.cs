using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>The length in Unicode code points.</summary>
internal sealed class TextLength(int slot, Expression<TextVector> text) : Expression<NumberVector>(slot, text)
{
    private protected override void Compute(EvaluationContext context, NumberVector result)
    {
        var texts = text.Evaluate(context);
        result.StartFrom(texts);
        var units = result.StartNarrow(0);
        for (var i = 0; i < units.Length; i++)
            units[i] = CodePoints.Count(texts[i]);
    }
}
