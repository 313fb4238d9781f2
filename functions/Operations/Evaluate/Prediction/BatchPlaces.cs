namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>
/// Deals records out to the places of the model's batches. What a model gives for a record may depend, in the last bit,
/// on its place: kernels that take several numbers at once do not round as those that take what is left over. So a
/// record's place follows from where it lies in its file, and is the same however the dataset is cut.
/// </summary>
internal sealed class BatchPlaces(int size)
{
    /// <summary>Stands where a batch has no record.</summary>
    public const int Nobody = -1;

    /// <summary>2^64 over the golden ratio: neighbours, and records of equal length, land far apart.</summary>
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly List<int[]> _batches = [];
    private readonly int[] _filled = new int[size];

    /// <summary>The batches that are needed, each with its records by place.</summary>
    public ReadOnlySpan<int[]> Batches => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_batches)[.._filled.Max()];

    public void Clear()
    {
        foreach (var batch in Batches)
            Array.Fill(batch, Nobody);
        Array.Clear(_filled);
    }

    /// <param name="record">Its number among those to be predicted.</param>
    /// <param name="offset">Of its first byte in the file.</param>
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
