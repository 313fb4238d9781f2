namespace Pipeline.Core.Reading.Batches;

/// <summary>
/// One column of a <see cref="RecordBatch"/>: the position of each record's field in the batch's bytes.
/// </summary>
public sealed class FieldColumn
{
    /// <summary>The length that means NULL: an empty CSV field, a JSON null, or a missing path.</summary>
    public const int Null = -1;

    public int[] Starts { get; private set; } = [];

    /// <summary>Lengths in bytes, or <see cref="Null"/>.</summary>
    public int[] Lengths { get; private set; } = [];

    internal void Reserve(int records)
    {
        if (Starts.Length >= records) return;
        Starts = new int[records];
        Lengths = new int[records];
    }

    internal void Keep(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            Starts[i] = Starts[rows[i]];
            Lengths[i] = Lengths[rows[i]];
        }
    }
}
