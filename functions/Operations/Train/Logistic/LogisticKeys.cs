using System.Buffers.Binary;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// The keys of the partials of logistic training after the first pass: the sums of each output, the metrics of the
/// held-out records, and the ROC bins of each output. All values are arrays of integers, so a merge adds them.
/// </summary>
internal static class LogisticKeys
{
    public const byte Output = 0;
    public const byte HeldOut = 1;
    public const byte Roc = 2;

    public static void Write(KeyWriter key, byte what, int output = 0, int bin = 0)
    {
        Span<byte> bytes = stackalloc byte[7];
        bytes[0] = what;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)output);
        BinaryPrimitives.WriteInt32BigEndian(bytes[3..], bin);
        key.Clear();
        key.WriteRaw(bytes);
    }

    public static (byte What, int Output, int Bin) Read(ReadOnlySpan<byte> key) =>
        (key[0], BinaryPrimitives.ReadUInt16BigEndian(key[1..]), BinaryPrimitives.ReadInt32BigEndian(key[3..]));
}
