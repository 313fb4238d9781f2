namespace Pipeline.Core.Reading.Batches;

/// <summary>
/// Up to a few thousand records, column by column: where each requested field is in one shared buffer. A batch is
/// reused; whatever outlives the call that was given it must be copied.
/// </summary>
public sealed class RecordBatch
{
    /// <param name="withRecords">Whether there are to be <see cref="Records"/> too.</param>
    public RecordBatch(int columns, bool withRecords = false)
    {
        Records = withRecords ? new FieldColumn() : null;
        Columns = new FieldColumn[columns];
        for (var i = 0; i < columns; i++)
            Columns[i] = new FieldColumn();
    }

    /// <summary>Path of the file that the records come from, relative to the data root.</summary>
    public string File { get; internal set; } = "";

    /// <summary>The bytes that all fields of the batch point into. Quotes and escapes are already taken out.</summary>
    public byte[] Bytes { get; internal set; } = [];

    public int Count { get; internal set; }

    /// <summary>For each record, the offset of its first byte in the file.</summary>
    public long[] Offsets { get; internal set; } = [];

    /// <summary>One per column asked for, in the order asked.</summary>
    public FieldColumn[] Columns { get; }

    /// <summary>Where each whole record is in <see cref="RecordBytes"/>, without its newline; null where that was not asked for.</summary>
    public FieldColumn? Records { get; }

    /// <summary>The bytes that <see cref="Records"/> point into: as they are in the file, with quotes and escapes.</summary>
    public byte[] RecordBytes { get; internal set; } = [];

    internal void Reserve(int records)
    {
        if (Offsets.Length < records)
            Offsets = new long[records];
        foreach (var column in Columns)
            column.Reserve(records);
        Records?.Reserve(records);
    }

    /// <summary>Keeps only the records at <paramref name="rows"/> (ascending) and closes the gaps.</summary>
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
