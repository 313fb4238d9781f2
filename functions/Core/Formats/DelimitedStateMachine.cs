namespace Pipeline.Core.Formats;

/// <summary>
/// Parses the grammar of <see cref="DelimitedFormat"/> one byte at a time. It is the reference definition: format
/// detection and the search for cuts use it directly, and faster readers must agree with it. It never fails: it counts
/// malformed input in <see cref="Violations"/> and treats it as data.
/// <code>
/// 1 , " a " " b " CR LF     1 is Data, the comma a Delimiter, then OpeningQuote, Data, ClosingQuote, Data ("),
///                           Data, ClosingQuote, CarriageReturn, RecordEnd: the fields 1 and a"b
/// </code>
/// </summary>
/// <remarks>A byte order mark is not part of a record; the caller must skip it.</remarks>
public struct DelimitedStateMachine
{
    private const int NoQuote = -1;

    private readonly byte _delimiter;
    private readonly int _quote;

    /// <param name="quote">Null if fields are never quoted.</param>
    /// <param name="start">
    /// <see cref="DelimitedState.RecordStart"/> where a record is known to start. In the middle of a file, either
    /// <see cref="DelimitedState.Unquoted"/> or <see cref="DelimitedState.Quoted"/> is correct: run both and compare.
    /// </param>
    public DelimitedStateMachine(byte delimiter, byte? quote, DelimitedState start = DelimitedState.RecordStart)
    {
        _delimiter = delimiter;
        _quote = quote ?? NoQuote;
        State = start;
    }

    public DelimitedStateMachine(DelimitedFormat format, DelimitedState start = DelimitedState.RecordStart)
        : this(format.Delimiter, format.Quote, start)
    {
    }

    public DelimitedState State { get; private set; }

    /// <summary>
    /// The number of violations so far: text after a closing quote, and quotes within unquoted fields.
    /// </summary>
    public int Violations { get; private set; }

    /// <summary>Whether no record is open. At the end of a file: whether the last record ended with LF.</summary>
    public readonly bool AtRecordStart => State == DelimitedState.RecordStart;

    /// <summary>At the end of a file: whether the last record lacks its closing quote.</summary>
    public readonly bool InsideQuotes => State == DelimitedState.Quoted;

    public ByteRole Next(byte value) => State switch
    {
        DelimitedState.RecordStart => AtFieldStart(value, empty: true),
        DelimitedState.FieldStart => AtFieldStart(value, empty: false),
        DelimitedState.Quoted => InQuotes(value),
        DelimitedState.AfterQuote => AfterQuote(value),
        DelimitedState.AfterQuoteThenCr => AfterQuoteThenCr(value),
        DelimitedState.RecordStartThenCr when value == '\n' => To(DelimitedState.RecordStart, ByteRole.EmptyLine),
        DelimitedState.RecordStartThenCr => InText(value, DelimitedState.Unquoted),
        var text => InText(value, text),
    };

    private ByteRole AtFieldStart(byte value, bool empty)
    {
        if (value == _quote) return To(DelimitedState.Quoted, ByteRole.OpeningQuote);
        if (empty && value == '\n') return ByteRole.EmptyLine;
        if (empty && value == '\r') return To(DelimitedState.RecordStartThenCr, ByteRole.CarriageReturn);
        return InText(value, DelimitedState.Unquoted);
    }

    private ByteRole InQuotes(byte value)
        => value == _quote ? To(DelimitedState.AfterQuote, ByteRole.ClosingQuote) : ByteRole.Data;

    private ByteRole AfterQuote(byte value)
    {
        if (value == _quote) return To(DelimitedState.Quoted, ByteRole.Data);
        if (value == _delimiter) return To(DelimitedState.FieldStart, ByteRole.Delimiter);
        if (value == '\n') return To(DelimitedState.RecordStart, ByteRole.RecordEnd);
        if (value == '\r') return To(DelimitedState.AfterQuoteThenCr, ByteRole.CarriageReturn);
        Violations++;
        return To(DelimitedState.AfterClosing, ByteRole.Data);
    }

    /// <summary>If no LF follows, the CR was text after a closing quote.</summary>
    private ByteRole AfterQuoteThenCr(byte value)
    {
        if (value != '\n') Violations++;
        return InText(value, DelimitedState.AfterClosing);
    }

    private ByteRole InText(byte value, DelimitedState text)
    {
        if (value == _delimiter) return To(DelimitedState.FieldStart, ByteRole.Delimiter);
        if (value == '\n') return To(DelimitedState.RecordStart, ByteRole.RecordEnd);
        if (value == '\r') return To(text, ByteRole.CarriageReturn);
        if (value == _quote) Violations++;
        return To(text, ByteRole.Data);
    }

    private ByteRole To(DelimitedState state, ByteRole role)
    {
        State = state;
        return role;
    }
}
