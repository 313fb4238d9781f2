using System.Text;

namespace Pipeline.Core.Texts;

/// <summary>Bytes of a text as a key: equal if the bytes are, ordered by them.</summary>
internal readonly struct TextKey(byte[] bytes) : IEquatable<TextKey>, IComparable<TextKey>
{
    public ReadOnlySpan<byte> Bytes => bytes;

    public bool Equals(TextKey other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is TextKey other && Equals(other);

    public override int GetHashCode() => Hash(bytes);

    public int CompareTo(TextKey other) => Bytes.SequenceCompareTo(other.Bytes);

    public override string ToString() => Encoding.UTF8.GetString(bytes);

    internal static int Hash(ReadOnlySpan<byte> bytes) => (int)System.IO.Hashing.XxHash3.HashToUInt64(bytes);
}
