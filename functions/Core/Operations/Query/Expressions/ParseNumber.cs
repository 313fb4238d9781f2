using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Expressions;

/// <summary>Text taken for a number, as a column's kind or a CAST demands; a fault where it is none.</summary>
/// <param name="what">What the text is, for the reason of a fault: <c>Column "t"</c>, or the SQL of a cast.</param>
/// <param name="advice">What to do about a fault: whole sentences, or nothing.</param>
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
        return $"{what}: {Evidence.Quote(texts[row])} is not a number.{limits}{advice}";
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Compute(EvaluationContext context, NumberVector result)
    {
        var texts = text.Evaluate(context);
        var (units, scales) = result.StartMixed(texts.Count);
        var (leastScale, mostScale) = (DecimalText.MaxDigits, 0);
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(texts.Bytes);
        var lastWord = texts.Bytes.Length - DecimalText.WordLength;
        var (starts, lengths) = (texts.Starts, texts.Lengths);
        for (var i = 0; i < texts.Count; i++)
        {
            var (start, length) = (starts[i], lengths[i]);
            if ((uint)(length - 1) < DecimalText.WordLength && start <= lastWord
                ? !DecimalText.TryParseWord(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, start)), length, out units[i], out var scale)
                : length <= 0 || !DecimalText.TryParse(new ReadOnlySpan<byte>(texts.Bytes, start, length), out units[i], out scale))
            {
                units[i] = 0;
                SetOther(result, i, texts);
                continue;
            }
            scales[i] = (byte)scale;
            leastScale = Math.Min(leastScale, scale);
            mostScale = Math.Max(mostScale, scale);
        }
        result.CompleteMixed(leastScale, mostScale);
    }

    /// <summary>Sets a row whose text is missing, long, oddly written or no number.</summary>
    private static void SetOther(NumberVector result, int row, TextVector texts)
    {
        if (texts.States[row] != RowState.Value)
            result.SetState(row, texts.States[row]);
        else if (Number.TryParse(texts[row], out var number))
            result.Set(row, number);
        else
            result.SetState(row, RowState.Fault);
    }
}
