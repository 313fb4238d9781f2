namespace Pipeline.Core.Formats;

/// <summary>The state of a <see cref="DelimitedStateMachine"/> before the next byte.</summary>
public enum DelimitedState
{
    /// <summary>Before the first byte of a record. A quote here opens a quoted field.</summary>
    RecordStart,

    /// <summary>After a delimiter. A quote here opens a quoted field.</summary>
    FieldStart,

    /// <summary>In a field that does not start with a quote.</summary>
    Unquoted,

    /// <summary>Inside a quoted field, where delimiters and line ends are data.</summary>
    Quoted,

    /// <summary>After a quote within a quoted field: it closes the field or is the first of two.</summary>
    AfterQuote,

    /// <summary>In text that follows a closing quote: malformed, and read as if unquoted.</summary>
    AfterClosing,

    /// <summary>After a CR at the start of a record: an empty line if LF follows.</summary>
    RecordStartThenCr,

    /// <summary>After a CR that follows a quote within a quoted field: a line end if LF follows.</summary>
    AfterQuoteThenCr,
}
