using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>How the bytes of a dataset are records, with nothing left to guess. Part of the job's manifest.</summary>
/// <param name="Columns">The columns known, in file order (JSON Lines: dotted paths in order of first sight).</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DelimitedFormat), "csv")]
[JsonDerivedType(typeof(JsonLinesFormat), "jsonl")]
public abstract record RecordFormat(IReadOnlyList<Column> Columns);

/// <summary>
/// Delimited text after RFC 4180: records end at LF or CRLF outside quotes, the last one also at the end of the
/// file; a quote opens a quoted field only as the field's first byte, and is doubled inside it. A quote elsewhere
/// is an ordinary byte, and so is a CR that no LF follows. A UTF-8 byte order mark at the start of a file is skipped.
/// Empty lines are not records, except in files of one column, where they are an empty field. Malformed is text
/// after a closing quote, which is read on as if unquoted, and a quoted field that the file ends in.
/// <see cref="DelimitedStateMachine"/> is this grammar, byte by byte.
/// </summary>
/// <param name="Delimiter">An ASCII byte.</param>
/// <param name="Quote">An ASCII byte; null when fields are never quoted.</param>
/// <param name="Header">Whether the first record of each file holds the column names.</param>
public sealed record DelimitedFormat(byte Delimiter, byte? Quote, bool Header, IReadOnlyList<Column> Columns)
    : RecordFormat(Columns);

/// <summary>
/// JSON Lines: one JSON object a line, lines end at LF or CRLF; blank lines are not records. A UTF-8 byte order mark at
/// the start of a file is skipped. A column's path is the keys that lead to it, joined by dots, whatever the keys
/// hold: <c>{"a":{"b":1}}</c> and <c>{"a.b":1}</c> both have <c>a.b</c>. An array is text.
/// </summary>
public sealed record JsonLinesFormat(IReadOnlyList<Column> Columns) : RecordFormat(Columns);

/// <param name="Name">Header name, given name, <c>c1, c2, …</c>, or a dotted path.</param>
public sealed record Column(string Name, ColumnKind Kind);
