using Pipeline.Core.Texts;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// A part of a text, in code points, by DuckDB's rules: positions start at 1, a negative start counts from the end, a
/// start of 0 is the position before the first, and a negative length takes the code points before the start. Positions
/// outside the text are ignored. Start and length are rounded half away from zero.
/// </summary>
/// <param name="length">Null for everything up to the end.</param>
internal sealed class Substring(
    int slot,
    Expression<TextVector> text,
    Expression<NumberVector> start,
    Expression<NumberVector>? length
) : Expression<TextVector>(slot, length is null ? [text, start] : [text, start, length])
{
    /// <summary>Beyond any text, and small enough that sums do not overflow a long.</summary>
    private const long Far = 1L << 40;

    private protected override void Compute(EvaluationContext context, TextVector result)
    {
        var texts = text.Evaluate(context);
        var starts = start.Evaluate(context);
        var lengths = length?.Evaluate(context);
        result.StartWithin(texts);
        result.AddMissing(starts);
        if (lengths is not null) result.AddMissing(lengths);
        for (var i = 0; i < result.Count; i++)
        {
            if (result.States[i] != RowState.Value) continue;
            var from = texts[i];
            var (first, end) = Bounds(
                CodePoints.Count(from),
                Whole(starts, i),
                lengths is null ? Far : Whole(lengths, i));
            if (first >= end)
                continue;
            var offset = CodePoints.Offset(from, first);
            result.Starts[i] = texts.Starts[i] + offset;
            result.Lengths[i] = CodePoints.Offset(from[offset..], end - first);
        }
    }

    /// <summary>The code points <c>[First, End)</c>, counted from 0.</summary>
    private static (long First, long End) Bounds(int size, long start, long length)
    {
        var first = start > 0 ? Math.Min(start - 1, size) : Math.Max(start == 0 ? 0 : size + start, 0);
        if (start == 0)
            length = Math.Max(length - 1, 0);
        return length >= 0
            ? (first, Math.Min(first + length, size))
            : (Math.Max(first + length, 0), first);
    }

    private static long Whole(NumberVector numbers, int row)
    {
        if (numbers.Wide is null && numbers.Scale == 0) return Math.Clamp(numbers.Units[row], -Far, Far);
        var whole = numbers[row].Round(0);
        return whole.TryNarrow(out var units, out _) ? Math.Clamp(units, -Far, Far) : whole.Units.Sign * Far;
    }
}
