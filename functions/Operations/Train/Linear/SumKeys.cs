using System.Buffers.Binary;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Train.Linear;

/// <summary>
/// The keys of a training state, which is a stream of entries like every partial. For the training and for the held-out
/// records it has the sums of products of all numbers, then the sums for each text of a feature, then the counts of
/// each pair of texts. A missing number counts as the empty text of its feature. All values are arrays of exact
/// numbers, so a merge adds them.
/// </summary>
internal static class SumKeys
{
    public const byte Trained = 0;
    public const byte HeldOut = 1;

    /// <summary>The counts of records that are neither trained on nor held out.</summary>
    public const byte Neither = 2;

    public const byte Numbers = 0;
    public const byte Text = 1;
    public const byte Pair = 2;

    public static void WriteNumbers(KeyWriter key, byte side) => Start(key, side, Numbers);

    public static void WriteText(KeyWriter key, byte side, int feature, ReadOnlySpan<byte> text)
    {
        Start(key, side, Text);
        WriteText(key, feature, text);
    }

    /// <param name="feature">The first feature, less than <paramref name="otherFeature"/>.</param>
    public static void WritePair(
        KeyWriter key,
        byte side,
        int feature,
        ReadOnlySpan<byte> text,
        int otherFeature,
        ReadOnlySpan<byte> otherText)
    {
        Start(key, side, Pair);
        WriteText(key, feature, text);
        WriteText(key, otherFeature, otherText);
    }

    /// <summary>Reads the next feature and text of the key.</summary>
    public static (int Feature, byte[] Text) ReadText(ref ReadOnlySpan<byte> key, ref byte[] scratch)
    {
        var feature = BinaryPrimitives.ReadUInt16BigEndian(key);
        var reader = new KeyReader(key[2..]);
        var text = reader.ReadText(ref scratch).ToArray();
        key = reader.Rest;
        return (feature, text);
    }

    private static void Start(KeyWriter key, byte side, byte what)
    {
        key.Clear();
        key.WriteRaw([side, what]);
    }

    private static void WriteText(KeyWriter key, int feature, ReadOnlySpan<byte> text)
    {
        Span<byte> number = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)feature);
        key.WriteRaw(number);
        key.WriteText(text);
    }
}
