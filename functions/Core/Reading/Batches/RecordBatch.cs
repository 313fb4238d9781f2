namespace Pipeline.Core.Reading.Batches;

/// <summary>
/// Up to a few thousand records in columnar form: the position of each requested field in one shared buffer. Batches
/// are reused, so copy anything that must outlive the call.
/// </summary>
public sealed class RecordBatch
{
    /// <param name="withRecords">Whether to provide <see cref="Records"/>.</param>
    public RecordBatch(int columns, bool withRecords = false)
    {
        Records = withRecords ? new FieldColumn() : null;
        Columns = new FieldColumn[columns];
        for (var i = 0; i < columns; i++)
            Columns[i] = new FieldColumn();
    }

    /// <summary>The file that the records come from: a path relative to the data root.</summary>
    public string File { get; internal set; } = "";

    /// <summary>The bytes that all fields of the batch point into. Quotes and escapes are already removed.</summary>
    public byte[] Bytes { get; internal set; } = [];

    public int Count { get; internal set; }

    /// <summary>For each record, the offset of its first byte in the file.</summary>
    public long[] Offsets { get; internal set; } = [];

    /// <summary>One per requested column, in the requested order.</summary>
    public FieldColumn[] Columns { get; }

    /// <summary>
    /// The position of each complete record in <see cref="RecordBytes"/>, without its newline; null if not requested.
    /// </summary>
    public FieldColumn? Records { get; }

    /// <summary>The bytes that <see cref="Records"/> point into, unchanged from the file.</summary>
    public byte[] RecordBytes { get; internal set; } = [];

    internal void Reserve(int records)
    {
        if (Offsets.Length < records)
            Offsets = new long[records];
        foreach (var column in Columns)
            column.Reserve(records);
        Records?.Reserve(records);
    }

    /// <summary>Keeps only the records at <paramref name="rows"/> (ascending) and compacts the batch.</summary>
    public void Keep(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            Offsets[i] = Offsets[rows[i]];
        foreach (var column in Columns)
            column.Keep(rows);
        Records?.Keep(rows);
        Count = rows.Length;
    }
}
