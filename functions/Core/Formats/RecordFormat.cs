using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>The complete format of a dataset's records. Part of the job's manifest.</summary>
/// <param name="Columns">The known columns, in file order (JSON Lines: dotted paths in order of occurrence).</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DelimitedFormat), "csv")]
[JsonDerivedType(typeof(JsonLinesFormat), "jsonl")]
public abstract record RecordFormat(IReadOnlyList<Column> Columns);

/// <summary>
/// Delimited text as in RFC 4180. A record ends at LF or CRLF outside quotes; the last one may also end at the end of
/// the file. A quote opens a quoted field only as the field's first byte, and is doubled inside it. A quote elsewhere
/// is an ordinary byte, and so is a CR that is not followed by LF. A UTF-8 byte order mark at the start of a file is
/// skipped. Empty lines are not records, except in files with one column, where they are an empty field. Two things are
/// malformed: text after a closing quote, which is read as if unquoted, and a quoted field that is never closed.
/// <see cref="DelimitedStateMachine"/> implements this grammar byte by byte.
/// </summary>
/// <param name="Delimiter">An ASCII byte.</param>
/// <param name="Quote">An ASCII byte; null if fields are never quoted.</param>
/// <param name="Header">Whether the first record of each file contains the column names.</param>
public sealed record DelimitedFormat(byte Delimiter, byte? Quote, bool Header, IReadOnlyList<Column> Columns)
    : RecordFormat(Columns);

/// <summary>
/// JSON Lines: one JSON object per line. Lines end at LF or CRLF; blank lines are not records. A UTF-8 byte order mark
/// at the start of a file is skipped. A column's path is the keys that lead to it, joined by dots, even if a key
/// contains dots itself: <c>{"a":{"b":1}}</c> and <c>{"a.b":1}</c> both have <c>a.b</c>. An array is text.
/// </summary>
public sealed record JsonLinesFormat(IReadOnlyList<Column> Columns) : RecordFormat(Columns);

/// <summary>A column of a dataset.</summary>
/// <param name="Name">From the header or the request, a default such as <c>c1</c>, or a dotted path.</param>
public sealed record Column(string Name, ColumnKind Kind);
