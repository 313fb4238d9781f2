using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Profile.Settings;

/// <summary>The settings of <c>profile</c>.</summary>
/// <param name="Columns">The columns to profile, in the requested order.</param>
/// <param name="Top">The max number of most frequent values to report for each column.</param>
/// <param name="LeftOut">The number of columns that are not profiled because the dataset has too many.</param>
internal sealed record ProfileSettings(IReadOnlyList<Column> Columns, int Top, int LeftOut)
{
    public const int DefaultTop = 10;
    public const int MaxTop = 100;

    private const string ColumnsField = "columns";

    /// <exception cref="InvalidRequestException">The settings are invalid.</exception>
    public static ProfileSettings Read(JsonElement settings, RecordFormat format)
    {
        var errors = new List<ValidationError>();
        var (columns, top) = Read(settings, format, errors);
        if (errors.Count > 0)
            throw new InvalidRequestException(errors);
        return columns is not null
            ? new ProfileSettings(columns, top, LeftOut: 0)
            : new ProfileSettings(
                [.. format.Columns.Take(ProfileLimits.MaxColumns)],
                top,
                Math.Max(0, format.Columns.Count - ProfileLimits.MaxColumns));
    }

    /// <summary>Validates what can be validated without access to the dataset.</summary>
    public static void Check(JsonElement settings, List<ValidationError> errors) =>
        Read(settings, format: null, errors);

    /// <param name="format">Null to validate without access to the dataset.</param>
    /// <returns>Null columns if the field is omitted.</returns>
    private static (List<Column>? Columns, int Top) Read(
        JsonElement settings,
        RecordFormat? format,
        List<ValidationError> errors)
    {
        var fields = new JsonFieldReader(settings, "operation", errors);
        fields.Find("type");
        var top = (int?)fields.WholeNumber("top", 1, MaxTop) ?? DefaultTop;
        var columns = ReadColumns(fields, format);
        fields.RejectUnknown();
        return (columns, top);
    }

    /// <returns>Null if the field is omitted.</returns>
    private static List<Column>? ReadColumns(JsonFieldReader fields, RecordFormat? format)
    {
        const string Expected = "an array of column names";
        if (fields.Find(ColumnsField, Expected, JsonValueKind.Array) is not { } value)
            return null;
        if (value.GetArrayLength() is 0 or > ProfileLimits.MaxColumns)
            fields.Reject(
                ColumnsField,
                $"Expected 1 to {ProfileLimits.MaxColumns} column names; found {value.GetArrayLength()}.");
        var columns = new List<Column>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var field = $"{ColumnsField}[{index}]";
            if (item.ValueKind != JsonValueKind.String || item.GetString()!.Length == 0)
                fields.RejectKind(field, "a column name", item);
            else if (Find(fields, field, item.GetString()!, format) is not { } column)
                continue;
            else if (columns.Any(there => there.Name == column.Name))
                fields.Reject(
                    field,
                    $"Expected distinct names; \"{column.Name}\" is there already. Name each column once.");
            else
                columns.Add(column);
        }
        return columns;
    }

    /// <summary>
    /// Finds a column by name. In JSON Lines, or without access to the dataset, unknown names are accepted as text
    /// columns.
    /// </summary>
    private static Column? Find(JsonFieldReader fields, string field, string name, RecordFormat? format)
    {
        if (format?.Columns.FirstOrDefault(column => column.Name == name) is { } known)
            return known;
        if (format is null or JsonLinesFormat)
            return new Column(name, ColumnKind.Text);
        var names = format.Columns.Select(column => column.Name).ToList();
        fields.Reject(field, $"There is no column \"{name}\". {DidYouMean.Advice(name, names)}");
        return null;
    }
}
