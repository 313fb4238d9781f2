using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Profile.Settings;

/// <summary>
/// How much is kept of each column: less of each where there are many, so that a profile of a thousand columns needs
/// no more memory than a worker has. The limits depend on the number of columns alone, or else the cut would show.
/// </summary>
internal sealed class ProfileLimits(int columns)
{
    public const int MaxColumns = 1000;

    /// <summary>All records are known as long as there are so many, and then so many of them, by their hashes.</summary>
    public const int Records = 16 * 1024;

    private const int AllValues = 128 * 1024;
    private const int MostWhole = 16 * 1024;
    private const int LeastWhole = 512;
    private const int BytesPerValue = 32;

    private const int AllSampled = 64 * 1024;
    private const int MaxSampled = 8 * 1024;
    private const int MinSampled = 256;

    /// <summary>Up to so many different values of a column are counted one by one.</summary>
    public int WholeValues { get; } = Math.Clamp(AllValues / Math.Max(1, columns), LeastWhole, MostWhole);

    /// <summary>If they take no more bytes than this.</summary>
    public long WholeBytes => (long)WholeValues * BytesPerValue;

    /// <summary>Of more, so many are counted, which is to tell whether values repeat.</summary>
    public int CountedOfMany => WholeValues / 8;

    /// <summary>Values in the sample of a column.</summary>
    public int Sampled { get; } = Math.Clamp(AllSampled / Math.Max(1, columns), MinSampled, MaxSampled);

    public ValueCounts NewCounts() => new(WholeValues, WholeBytes, CountedOfMany);

    public ValueSample NewSample() => new(Sampled);
}
