namespace Pipeline.Core.Formats;

/// <summary>Where a <see cref="DelimitedStateMachine"/> stands: what the bytes before the next one have made of it.</summary>
public enum DelimitedState
{
    /// <summary>Before the first byte of a record. A quote opens here.</summary>
    RecordStart,

    /// <summary>After a delimiter. A quote opens here.</summary>
    FieldStart,

    /// <summary>In a field that did not begin with a quote.</summary>
    Unquoted,

    /// <summary>Between a field's quotes, where delimiters and line ends are data.</summary>
    Quoted,

    /// <summary>After a quote within a quoted field: it closed the field, or is the first of two.</summary>
    AfterQuote,

    /// <summary>In text that follows a closing quote; malformed, read on as if unquoted.</summary>
    AfterClosing,

    /// <summary>After a CR at the start of a record: an empty line, if an LF follows.</summary>
    RecordStartThenCr,

    /// <summary>After a CR that follows a quote within a quoted field: the line's end, if an LF follows.</summary>
    AfterQuoteThenCr,
}
