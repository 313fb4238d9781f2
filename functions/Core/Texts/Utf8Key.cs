using System.Text;

namespace Pipeline.Core.Texts;

/// <summary>A text as a key, compared and ordered by its UTF-8 bytes.</summary>
internal readonly struct Utf8Key(byte[] bytes) : IEquatable<Utf8Key>, IComparable<Utf8Key>
{
    public ReadOnlySpan<byte> Bytes => bytes;

    public bool Equals(Utf8Key other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is Utf8Key other && Equals(other);

    public override int GetHashCode() => Hash(bytes);

    public int CompareTo(Utf8Key other) => Bytes.SequenceCompareTo(other.Bytes);

    public override string ToString() => Encoding.UTF8.GetString(bytes);

    internal static int Hash(ReadOnlySpan<byte> bytes) => (int)System.IO.Hashing.XxHash3.HashToUInt64(bytes);
}
