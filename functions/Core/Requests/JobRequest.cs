using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Requests;

/// <summary>
/// What to do with which dataset. The same for the console, schedules, the API and the command line.
/// </summary>
/// <param name="Dataset">
/// Paths or globs under the data root, at least one. May contain dates, see <see cref="DatePatterns"/>.
/// </param>
/// <param name="Operation">What is done to the records.</param>
/// <param name="Format">The record format; fields that are left out are detected from the first bytes.</param>
/// <param name="BlockSize">Bytes per block; null lets the plan choose.</param>
/// <param name="MaxConcurrency">Max blocks processed at once; null means as many as the environment allows.</param>
/// <param name="OnBadRecord">What to do with a record that cannot be read.</param>
/// <param name="TolerateFailedBlocks">How many blocks may fail without failing the job.</param>
/// <param name="Output">Format of the result file.</param>
/// <param name="ScheduledTime">
/// The time that dates in the dataset refer to, in UTC; null means when the job was created.
/// </param>
/// <param name="TimeZone">The IANA time zone of these dates; null means UTC.</param>
[JsonConverter(typeof(JobRequestConverter))]
public sealed record JobRequest(
    IReadOnlyList<string> Dataset,
    OperationRequest Operation,
    FormatRequest? Format = null,
    long? BlockSize = null,
    int? MaxConcurrency = null,
    BadRecordRule OnBadRecord = BadRecordRule.Fail,
    int TolerateFailedBlocks = 0,
    OutputFormat Output = OutputFormat.Csv,
    DateTimeOffset? ScheduledTime = null,
    string? TimeZone = null);

/// <param name="Type">Name of an operation in the registry, such as <c>query</c>.</param>
/// <param name="Settings">The whole operation object of the request; each operation reads its own fields.</param>
public sealed record OperationRequest(string Type, JsonElement Settings);

/// <summary>The record format in a request; null members are detected from the first bytes.</summary>
/// <param name="Type">Delimited text or JSON Lines.</param>
/// <param name="Delimiter">One ASCII character.</param>
/// <param name="Quote">One ASCII character, or <c>""</c> for a format without quotes.</param>
/// <param name="Header">Whether the first record of each file names the columns.</param>
/// <param name="Columns">Column names, in file order.</param>
/// <param name="Types">Kinds by column name, for columns whose kind should not be inferred.</param>
public sealed record FormatRequest(
    FormatType? Type = null,
    string? Delimiter = null,
    string? Quote = null,
    bool? Header = null,
    IReadOnlyList<string>? Columns = null,
    IReadOnlyDictionary<string, ColumnKind>? Types = null);

[JsonConverter(typeof(EnumNameConverter<FormatType>))]
public enum FormatType { Csv, JsonLines }

/// <summary>The kind of a column's values. Every value can also be NULL.</summary>
[JsonConverter(typeof(EnumNameConverter<ColumnKind>))]
public enum ColumnKind { Text, Number, Boolean }

[JsonConverter(typeof(EnumNameConverter<BadRecordRule>))]
public enum BadRecordRule { Fail, Skip }

[JsonConverter(typeof(EnumNameConverter<OutputFormat>))]
public enum OutputFormat { Csv, Json, JsonLines }
