using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Profile.Settings;

/// <summary>
/// How much state a profile keeps per column: less with more columns, so that a thousand columns still fit in a
/// worker's memory. The limits depend only on the number of columns, so the result does not depend on block boundaries.
/// </summary>
internal sealed class ProfileLimits(int columns)
{
    public const int MaxColumns = 1000;

    /// <summary>
    /// Distinct records that are counted by hash. Beyond this number, a sample of this size is counted.
    /// </summary>
    public const int Records = 16 * 1024;

    private const int AllValues = 128 * 1024;
    private const int MostWhole = 16 * 1024;
    private const int LeastWhole = 512;
    private const int BytesPerValue = 32;

    private const int AllSampled = 64 * 1024;
    private const int MaxSampled = 8 * 1024;
    private const int MinSampled = 256;

    /// <summary>The max number of distinct values of a column that are counted exactly.</summary>
    public int WholeValues { get; } = Math.Clamp(AllValues / Math.Max(1, columns), LeastWhole, MostWhole);

    /// <summary>The max total size of these values in bytes.</summary>
    public long WholeBytes => (long)WholeValues * BytesPerValue;

    /// <summary>The number of values counted beyond that, to detect whether values repeat.</summary>
    public int CountedOfMany => WholeValues / 8;

    /// <summary>The size of the sample of a column's values.</summary>
    public int Sampled { get; } = Math.Clamp(AllSampled / Math.Max(1, columns), MinSampled, MaxSampled);

    public ValueCounts NewCounts() => new(WholeValues, WholeBytes, CountedOfMany);

    public ValueSample NewSample() => new(Sampled);
}
