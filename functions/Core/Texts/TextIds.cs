using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Core.Texts;

/// <summary>Numbers texts in the order of their first sight, without making an object of a text that is known.</summary>
internal sealed class TextIds
{
    private readonly Dictionary<TextKey, int> _ids = new(new ByBytes());
    private readonly Dictionary<TextKey, int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly List<TextKey> _texts = [];

    public TextIds() => _lookup = _ids.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _texts.Count;

    public IReadOnlyList<TextKey> Texts => _texts;

    /// <returns>-1 if the text is not known.</returns>
    public int Find(ReadOnlySpan<byte> text) => _lookup.TryGetValue(text, out var id) ? id : -1;

    public int Add(ReadOnlySpan<byte> text)
    {
        if (_lookup.TryGetValue(text, out var id)) return id;
        var key = new TextKey(text.ToArray());
        _texts.Add(key);
        _ids.Add(key, _texts.Count - 1);
        return _texts.Count - 1;
    }

    private sealed class ByBytes : IEqualityComparer<TextKey>, IAlternateEqualityComparer<ReadOnlySpan<byte>, TextKey>
    {
        public bool Equals(TextKey x, TextKey y) => x.Equals(y);

        public int GetHashCode([DisallowNull] TextKey obj) => obj.GetHashCode();

        public bool Equals(ReadOnlySpan<byte> alternate, TextKey other) => alternate.SequenceEqual(other.Bytes);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => TextKey.Hash(alternate);

        public TextKey Create(ReadOnlySpan<byte> alternate) => new(alternate.ToArray());
    }
}
