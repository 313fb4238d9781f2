namespace Pipeline.Core.Formats;

/// <summary>
/// What one byte is to the record it stands in. A field's value is its <see cref="Data"/> bytes and those
/// <see cref="CarriageReturn"/>s that no LF follows.
/// </summary>
public enum ByteRole
{
    /// <summary>A byte of the field's value; the second of two quotes in a quoted field is one.</summary>
    Data,

    /// <summary>A CR outside quotes: part of the line end if the next byte is LF, else a byte of the value.</summary>
    CarriageReturn,

    Delimiter,

    /// <summary>The LF that ends a record. The next byte begins one.</summary>
    RecordEnd,

    /// <summary>
    /// The LF of a line that holds nothing: no record, except in files of one column, where it is a record
    /// of one empty field.
    /// </summary>
    EmptyLine,

    OpeningQuote,

    /// <summary>
    /// A quote within a quoted field. If the next byte is a quote too, that one is <see cref="Data"/> and the
    /// field continues; else the field is closed.
    /// </summary>
    ClosingQuote,
}
