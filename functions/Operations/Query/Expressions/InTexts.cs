using System.Diagnostics.CodeAnalysis;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Whether a text is one of several constants, none of them NULL.</summary>
internal sealed class InTexts(int slot, Expression<TextVector> text, IEnumerable<byte[]> items)
    : Expression<BooleanVector>(slot, text)
{
    private readonly HashSet<byte[]> _items = new(items, ByteComparer.Instance);

    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var texts = text.Evaluate(context);
        var lookup = _items.GetAlternateLookup<ReadOnlySpan<byte>>();
        result.StartFrom(texts);
        for (var i = 0; i < result.Count; i++)
            result.Values[i] = lookup.Contains(texts[i]);
        result.ClearMissing();
    }

    private sealed class ByteComparer
        : IEqualityComparer<byte[]>,
            IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly ByteComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
