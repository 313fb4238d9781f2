using System.Buffers.Binary;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>The keys of a partial's entries: a <see cref="Section"/>, followed by what the section defines.</summary>
internal static class EvaluateKeys
{
    public static byte[] Of(Section section) => [(byte)section];

    public static byte[] OfRoc(int number)
    {
        var key = new byte[3];
        key[0] = (byte)Section.Roc;
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(1), (ushort)number);
        return key;
    }

    /// <param name="badness">The absolute error or the loss, not negative; infinite for an invalid prediction.</param>
    public static byte[] OfWorst(double badness)
    {
        var key = new byte[9];
        key[0] = (byte)Section.Worst;
        // The bits of non-negative doubles sort like the doubles. They are inverted, so that the largest comes first.
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), ~BitConverter.DoubleToInt64Bits(badness) & long.MaxValue);
        return key;
    }

    /// <param name="group">The value of the group; null for a missing value.</param>
    public static void WriteGroup(KeyWriter key, byte[]? group)
    {
        key.Clear();
        key.WriteRaw([(byte)Section.Group]);
        if (group is null)
            key.WriteNull();
        else
            key.WriteText(group);
    }

    public static byte[]? ReadGroup(ReadOnlySpan<byte> key)
    {
        var reader = new KeyReader(key[1..]);
        byte[] scratch = [];
        return reader.TryReadNull() ? null : reader.ReadText(ref scratch).ToArray();
    }
}
