using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Core.Texts;

/// <summary>Assigns ids to texts in order of first occurrence. Looking up a known text does not allocate.</summary>
internal sealed class TextInterner
{
    private readonly Dictionary<Utf8Key, int> _ids = new(new ByBytes());
    private readonly Dictionary<Utf8Key, int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly List<Utf8Key> _texts = [];

    public TextInterner() => _lookup = _ids.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _texts.Count;

    public IReadOnlyList<Utf8Key> Texts => _texts;

    /// <returns>The id, or -1 if the text is unknown.</returns>
    public int Find(ReadOnlySpan<byte> text) => _lookup.TryGetValue(text, out var id) ? id : -1;

    public int Add(ReadOnlySpan<byte> text)
    {
        if (_lookup.TryGetValue(text, out var id)) return id;
        var key = new Utf8Key(text.ToArray());
        _texts.Add(key);
        _ids.Add(key, _texts.Count - 1);
        return _texts.Count - 1;
    }

    private sealed class ByBytes : IEqualityComparer<Utf8Key>, IAlternateEqualityComparer<ReadOnlySpan<byte>, Utf8Key>
    {
        public bool Equals(Utf8Key x, Utf8Key y) => x.Equals(y);

        public int GetHashCode([DisallowNull] Utf8Key obj) => obj.GetHashCode();

        public bool Equals(ReadOnlySpan<byte> alternate, Utf8Key other) => alternate.SequenceEqual(other.Bytes);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => Utf8Key.Hash(alternate);

        public Utf8Key Create(ReadOnlySpan<byte> alternate) => new(alternate.ToArray());
    }
}
