using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Requests;

/// <summary>
/// Reads a request from its JSON. It does not validate what depends on the dataset or the operation, such as whether
/// files exist and whether the SQL is valid.
/// </summary>
public static class JobRequestReader
{
    /// <summary>
    /// The max number of blocks of a job. It is also the limit of Step Functions for children that run in parallel.
    /// </summary>
    public const int ConcurrencyLimit = 10_000;

    /// <param name="utf8">A byte order mark is skipped.</param>
    /// <exception cref="InvalidRequestException">With every error in the request.</exception>
    public static JobRequest Read(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<ValidationError>();
        return Sound(Read(utf8, errors), errors);
    }

    /// <param name="utf8">A byte order mark is skipped.</param>
    /// <param name="errors">Receives every error; a field with an error is read as if it were left out.</param>
    /// <exception cref="InvalidRequestException">It is not a JSON object.</exception>
    public static JobRequest Read(ReadOnlySpan<byte> utf8, List<ValidationError> errors) =>
        ReadFields(RequestDocument.Parse(utf8, errors), errors);

    /// <exception cref="InvalidRequestException">With every error in the request.</exception>
    public static JobRequest Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <exception cref="InvalidRequestException">With every error in the request.</exception>
    public static JobRequest Read(JsonElement json)
    {
        var errors = new List<ValidationError>();
        return Sound(ReadFields(RequestDocument.Check(json, errors), errors), errors);
    }

    private static JobRequest Sound(JobRequest request, List<ValidationError> errors) =>
        errors.Count == 0 ? request : throw new InvalidRequestException(errors);

    private static JobRequest ReadFields(JsonElement json, List<ValidationError> errors)
    {
        var fields = new JsonFieldReader(json, "", errors);
        var request = new JobRequest(
            ReadDataset(fields),
            ReadOperation(fields, errors),
            FormatRequestReader.Read(fields, errors),
            fields.Size("blockSize"),
            (int?)fields.WholeNumber("maxConcurrency", 1, ConcurrencyLimit),
            fields.Choice<BadRecordRule>("onBadRecord") ?? BadRecordRule.Fail,
            (int?)fields.WholeNumber("tolerateFailedBlocks", 0, int.MaxValue) ?? 0,
            fields.Choice<OutputFormat>("output") ?? OutputFormat.Csv,
            fields.Time("scheduledTime"),
            fields.TimeZone("timeZone"));
        fields.RejectUnknown();
        return request;
    }

    private static IReadOnlyList<string> ReadDataset(JsonFieldReader fields)
    {
        const string Expected = "a path or glob under the data root, or an array of them";
        if (fields.Find("dataset") is not { } value)
        {
            fields.Reject("dataset", $"This field is required: {Expected}, such as \"weather/2026-*.csv\".");
            return [];
        }
        if (value.ValueKind == JsonValueKind.String)
            return [ReadPath(fields, "dataset", value)];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
            return [.. value.EnumerateArray().Select((item, index) => ReadPath(fields, At("dataset", index), item))];
        fields.RejectKind("dataset", Expected, value);
        return [];
    }

    private static string ReadPath(JsonFieldReader fields, string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(value.GetString()))
            fields.RejectKind(field, "a path or glob under the data root", value);
        else if (DatePatterns.ValidationError(value.GetString()!) is { } error)
            fields.Reject(field, error);
        else
            return value.GetString()!;
        return "";
    }

    private static OperationRequest ReadOperation(JsonFieldReader fields, List<ValidationError> errors)
    {
        const string Expected = "an object with the operation's \"type\" and its settings";
        if (fields.Find("operation") is null)
            fields.Reject(
                "operation",
                $"This field is required: {Expected}, such as {{\"type\": \"query\", \"sql\": \"SELECT COUNT(*) FROM "
                    + $"dataset\"}}.");
        else if (fields.Find("operation", Expected, JsonValueKind.Object) is { } value)
        {
            var operation = new JsonFieldReader(value, "operation", errors);
            const string Type = "the name of an operation, such as \"query\"";
            if (operation.Find("type") is not { } type)
                operation.Reject("type", $"This field is required: {Type}.");
            else if (type.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(type.GetString()))
                operation.RejectKind("type", Type, type);
            else
                return new OperationRequest(type.GetString()!, value.Clone());
        }
        return new OperationRequest("", default);
    }

    internal static string At(string field, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");
}
