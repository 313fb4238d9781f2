using Pipeline.Core.Entries;

namespace Pipeline.Operations.Query.Output;

/// <summary>Assembles formatted rows into a result file.</summary>
internal sealed class ResultWriter
{
    private readonly Stream _result;
    private readonly RowFormatter _formatter;

    public ResultWriter(Stream result, RowFormatter formatter)
    {
        _result = result;
        _formatter = formatter;
        result.Write(formatter.Head);
    }

    public long Rows { get; private set; }

    public void Write(ReadOnlySpan<byte> row)
    {
        _result.Write(Rows++ == 0 ? _formatter.BeforeFirst : _formatter.Between);
        _result.Write(row);
    }

    /// <summary>
    /// Writes the values of a stream, which are the first rows, and reads the stream to its end, because partials are
    /// verified there.
    /// </summary>
    public void Write(EntryStream rows, long? limit)
    {
        while (rows.MoveNext())
        {
            if (limit is null || Rows < limit)
                Write(rows.Value);
        }
    }

    /// <summary>Call it after the last row.</summary>
    public void Complete()
    {
        if (Rows > 0)
            _result.Write(_formatter.AfterLast);
        _result.Write(_formatter.Tail);
    }
}
