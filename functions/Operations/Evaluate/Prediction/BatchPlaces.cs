namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>
/// Assigns records to positions in the model's batches. The position can affect the last bit of a prediction, because
/// vectorized kernels round differently from those for the remainder. Therefore a record's position is derived from its
/// offset in the file and is the same for every block size.
/// </summary>
internal sealed class BatchPlaces(int size)
{
    /// <summary>Marks a position without a record.</summary>
    public const int Nobody = -1;

    /// <summary>
    /// 2^64 divided by the golden ratio. Spreads neighboring records, and records of equal length, evenly.
    /// </summary>
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly List<int[]> _batches = [];
    private readonly int[] _filled = new int[size];

    /// <summary>The used batches, each with the record at each position.</summary>
    public ReadOnlySpan<int[]> Batches =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_batches)[.._filled.Max()];

    public void Clear()
    {
        foreach (var batch in Batches)
            Array.Fill(batch, Nobody);
        Array.Clear(_filled);
    }

    /// <param name="record">The index of the record among those to predict.</param>
    /// <param name="offset">The offset of its first byte in the file.</param>
    public void Add(int record, long offset)
    {
        var place = Of(offset, size);
        if (_filled[place] == _batches.Count)
        {
            _batches.Add(new int[size]);
            Array.Fill(_batches[^1], Nobody);
        }
        _batches[_filled[place]++][place] = record;
    }

    public static int Of(long offset, int size) => (int)(((ulong)offset * Spread >> 32) * (ulong)size >> 32);
}
