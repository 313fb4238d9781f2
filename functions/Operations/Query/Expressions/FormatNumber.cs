using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>A number as text, in the canonical form of <see cref="Number.Format"/>.</summary>
internal sealed class FormatNumber(int slot, Expression<NumberVector> number) : Expression<TextVector>(slot, number)
{
    private protected override void Compute(EvaluationContext context, TextVector result)
    {
        var numbers = number.Evaluate(context);
        result.StartOwn(numbers);
        for (var i = 0; i < numbers.Count; i++)
        {
            if (numbers.States[i] != RowState.Value) continue;
            var length = numbers.Wide is null
                ? DecimalText.Format(numbers.Units[i], numbers.Scale, result.Room(DecimalText.MaxLength))
                : numbers.Wide[i].Format(result.Room(numbers.Wide[i].MaxLength));
            result.Place(i, length);
        }
    }
}
