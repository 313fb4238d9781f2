namespace Pipeline.Core.Formats;

/// <summary>
/// The role of one byte in its record. A field's value consists of its <see cref="Data"/> bytes and of every
/// <see cref="CarriageReturn"/> that is not followed by LF.
/// </summary>
public enum ByteRole
{
    /// <summary>A byte of the field's value, including the second of two quotes in a quoted field.</summary>
    Data,

    /// <summary>A CR outside quotes: part of the line end if LF follows, otherwise a byte of the value.</summary>
    CarriageReturn,

    Delimiter,

    /// <summary>The LF that ends a record. The next byte starts a new one.</summary>
    RecordEnd,

    /// <summary>
    /// The LF of an empty line. An empty line is not a record, except in files with one column, where it is a
    /// record with one empty field.
    /// </summary>
    EmptyLine,

    OpeningQuote,

    /// <summary>
    /// A quote within a quoted field. If the next byte is also a quote, that byte is <see cref="Data"/> and the
    /// field continues; otherwise the field is closed.
    /// </summary>
    ClosingQuote,
}
