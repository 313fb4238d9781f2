using System.Runtime.Intrinsics;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;

namespace Pipeline.Core.Reading.Json;

/// <summary>Takes lines of JSON Lines into a batch as long as it is sure of them.</summary>
internal abstract class JsonLineWalker
{
    /// <param name="vectorBits">Width of the vectors to use; 0 for what suits the processor.</param>
    /// <remarks>
    /// 512 bits were measured to be 8 % slower than 256 (Zen 5, orders of 148 bytes), and no faster where texts are
    /// long: reads of 64 bytes that begin anywhere nearly always touch two cache lines, and most texts and keys are
    /// shorter than 32.
    /// </remarks>
    public static JsonLineWalker Create(JsonPathTree paths, JsonLineValues values, int maxRecords, int vectorBits) =>
        vectorBits == 256 || (vectorBits == 0 && Vector256.IsHardwareAccelerated)
            ? new JsonLineWalker<ByteVector256>(paths, values, maxRecords)
            : new JsonLineWalker<ByteVector128>(paths, values, maxRecords);

    /// <summary>
    /// Takes lines from <paramref name="next"/> on, until the batch is full or the range ends, or up to a line that is
    /// not whole or in doubt.
    /// </summary>
    /// <param name="next">Index in the buffer where a line begins.</param>
    /// <param name="rangeEnd">Offset in the file before which the lines taken begin.</param>
    /// <returns>Index of the first line not taken, whose bytes are as they were.</returns>
    public abstract int Take(RecordBatch batch, RangeBuffer buffer, int next, long rangeEnd);
}
