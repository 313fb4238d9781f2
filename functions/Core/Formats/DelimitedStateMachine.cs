namespace Pipeline.Core.Formats;

/// <summary>
/// The record grammar of <see cref="DelimitedFormat"/>, one byte at a time: the definition that format detection and
/// the search for cuts run on, and that faster readers are held to. It never fails; what the grammar does not
/// foresee is counted in <see cref="Violations"/> and read on as data.
/// <code>
/// 1 , " a " " b " CR LF     1 is Data, the comma a Delimiter, then OpeningQuote, Data, ClosingQuote, Data ("),
///                           Data, ClosingQuote, CarriageReturn, RecordEnd: the fields 1 and a"b
/// </code>
/// </summary>
/// <remarks>A byte order mark is not part of a record; callers skip it.</remarks>
public struct DelimitedStateMachine
{
    private const int NoQuote = -1;

    private readonly byte _delimiter;
    private readonly int _quote;

    /// <param name="quote">Null when fields are never quoted.</param>
    /// <param name="start">
    /// <see cref="DelimitedState.RecordStart"/> where a record is known to begin. In the middle of a file one of
    /// <see cref="DelimitedState.Unquoted"/> and <see cref="DelimitedState.Quoted"/> is right: run both and weigh.
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

    /// <summary>Texts after a closing quote, and quotes within fields that did not begin with one, so far.</summary>
    public int Violations { get; private set; }

    /// <summary>Whether no record is open: at the end of a file, whether the last one was ended by its LF.</summary>
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

    /// <summary>Without an LF, the CR was text after a closing quote.</summary>
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
