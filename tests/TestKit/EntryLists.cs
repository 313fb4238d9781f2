using System.Text;
using CsCheck;
using Pipeline.Core.Entries;

namespace Pipeline.TestKit;

/// <summary>Entries as lists, for tests: streams of them, what streams gave, and generators.</summary>
public static class EntryLists
{
    public static readonly Comparison<byte[]> ByBytes = (a, b) => a.AsSpan().SequenceCompareTo(b);

    /// <summary>Short keys over few bytes, so that keys repeat, share beginnings and end in zeros.</summary>
    public static readonly Gen<byte[]> Keys = Gen.OneOf(
        Gen.OneOf<byte>(0, 1, 97, 255).Array[0, 3],
        Gen.OneOf<byte>(0, 97).Array[0, 3].Select(end => (byte[])[.. "12345678"u8, .. end]),
        Gen.OneOf<byte>(0, 97).Array[0, 20]);

    public static readonly Gen<(byte[] Key, byte[] Value)[]> Lists = Gen.Select(Keys, Gen.Byte.Array[0, 5]).Array[
        0,
        40
    ];

    public static (byte[] Key, byte[] Value)[] Of(params string[] entries) =>
        [
            .. entries
                .Select(entry => entry.Split('='))
                .Select(halves => (Encoding.UTF8.GetBytes(halves[0]), Encoding.UTF8.GetBytes(halves[1]))),
        ];

    /// <summary>Sorted by key, equal keys in the order they had.</summary>
    public static (byte[] Key, byte[] Value)[] Sorted(this IEnumerable<(byte[] Key, byte[] Value)> entries) =>
        [.. entries.OrderBy(entry => entry.Key, Comparer<byte[]>.Create(ByBytes))];

    public static EntryStream Stream(this IEnumerable<(byte[] Key, byte[] Value)> entries) =>
        new ListStream([.. entries]);

    /// <summary>All entries as text, one <c>key=value</c> each, bytes as Latin-1; disposes the stream.</summary>
    public static string[] Drain(this EntryStream stream)
    {
        using (stream)
        {
            var drained = new List<string>();
            while (stream.MoveNext())
                drained.Add(Show(stream.Key, stream.Value));
            Assert.False(stream.MoveNext());
            return [.. drained];
        }
    }

    public static string[] Show(this IEnumerable<(byte[] Key, byte[] Value)> entries) =>
        [.. entries.Select(entry => Show(entry.Key, entry.Value))];

    private static string Show(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        Encoding.Latin1.GetString(key) + "=" + Encoding.Latin1.GetString(value);

    private sealed class ListStream((byte[] Key, byte[] Value)[] entries) : EntryStream
    {
        private int _current = -1;

        public override ReadOnlySpan<byte> Key => entries[_current].Key;

        public override ReadOnlySpan<byte> Value => entries[_current].Value;

        public override bool MoveNext() => _current + 1 < entries.Length && ++_current >= 0;
    }
}
