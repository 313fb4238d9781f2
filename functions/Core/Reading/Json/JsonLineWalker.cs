using System.Runtime.Intrinsics;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Reading.Json;

/// <summary>Reads lines of JSON Lines into a batch, up to the first line that needs the reference reader.</summary>
internal abstract class JsonLineWalker
{
    /// <param name="vectorBits">Vector width to use; 0 to choose one for the CPU.</param>
    /// <remarks>
    /// Measured on Zen 5 with lines of 148 bytes, 512 bits are 8 % slower than 256, and no faster with long strings:
    /// unaligned reads of 64 bytes nearly always touch two cache lines, and most strings and keys are shorter than 32
    /// bytes.
    /// </remarks>
    public static JsonLineWalker Create(JsonPathTree paths, JsonLineValues values, int maxRecords, int vectorBits) =>
        vectorBits == 256 || (vectorBits == 0 && Vector256.IsHardwareAccelerated)
            ? new JsonLineWalker<ByteVector256>(paths, values, maxRecords)
            : new JsonLineWalker<ByteVector128>(paths, values, maxRecords);

    /// <summary>
    /// Reads lines from <paramref name="next"/> on until the batch is full, the range ends, or a line is incomplete or
    /// needs the reference reader.
    /// </summary>
    /// <param name="next">Buffer index at which a line starts.</param>
    /// <param name="rangeEnd">File offset before which lines must start.</param>
    /// <returns>Buffer index of the first line not read. Its bytes are unchanged.</returns>
    public abstract int Take(RecordBatch batch, RangeBuffer buffer, int next, long rangeEnd);
}
