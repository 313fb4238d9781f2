using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Joins texts; NULL if one of them is NULL.</summary>
internal sealed class Concatenate(int slot, Expression<TextVector>[] operands) : Expression<TextVector>(slot, operands)
{
    private protected override void Compute(EvaluationContext context, TextVector result)
    {
        var vectors = Array.ConvertAll(operands, operand => operand.Evaluate(context));
        result.StartOwn(vectors[0]);
        foreach (var vector in vectors)
            result.AddMissing(vector);
        for (var row = 0; row < result.Count; row++)
        {
            if (result.States[row] != RowState.Value) continue;
            var length = 0;
            foreach (var vector in vectors)
                length = checked(length + vector[row].Length);
            var place = result.Append(row, length);
            foreach (var vector in vectors)
            {
                vector[row].CopyTo(place);
                place = place[vector[row].Length..];
            }
        }
    }
}
