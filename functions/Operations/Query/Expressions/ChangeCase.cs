using System.Buffers;
using System.Text;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// Changes letter case code point by code point (Unicode simple mapping, independent of language); invalid UTF-8 is
/// kept.
/// </summary>
internal sealed class ChangeCase(int slot, Expression<TextVector> text, bool toUpper)
    : Expression<TextVector>(slot, text)
{
    private protected override void Compute(EvaluationContext context, TextVector result)
    {
        var texts = text.Evaluate(context);
        result.StartOwn(texts);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts.States[i] != RowState.Value) continue;
            var from = texts[i];
            // A mapped code point can be longer than its original, at most one byte for every two.
            var to = result.Room(from.Length * 2);
            var status = toUpper ? Ascii.ToUpper(from, to, out var length) : Ascii.ToLower(from, to, out length);
            if (status != OperationStatus.Done) length = Map(from, to);
            result.Place(i, length);
        }
    }

    private int Map(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var written = 0;
        while (!from.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(from, out var rune, out var read) == OperationStatus.Done)
            {
                rune = toUpper ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune);
                written += rune.EncodeToUtf8(to[written..]);
            }
            else
            {
                from[..read].CopyTo(to[written..]);
                written += read;
            }
            from = from[read..];
        }
        return written;
    }
}
