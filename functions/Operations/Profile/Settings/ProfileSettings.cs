using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Profile.Settings;

/// <summary>The settings of the operation.</summary>
/// <param name="Columns">Those to be profiled, in the order asked for.</param>
/// <param name="Top">The most frequent values reported of each column, at most.</param>
/// <param name="LeftOut">Columns of the dataset that are not profiled because there are too many.</param>
internal sealed record ProfileSettings(IReadOnlyList<Column> Columns, int Top, int LeftOut)
{
    public const int DefaultTop = 10;
    public const int MaxTop = 100;

    private const string ColumnsField = "columns";

    /// <exception cref="InvalidRequestException">With every error in the settings.</exception>
    public static ProfileSettings Read(JsonElement settings, RecordFormat format)
    {
        var errors = new List<ValidationError>();
        var (columns, top) = Read(settings, format, errors);
        if (errors.Count > 0)
            throw new InvalidRequestException(errors);
        return columns is not null
            ? new ProfileSettings(columns, top, LeftOut: 0)
            : new ProfileSettings(
                [.. format.Columns.Take(ProfileLimits.MaxColumns)], top, Math.Max(0, format.Columns.Count - ProfileLimits.MaxColumns));
    }

    /// <summary>Finds the errors that need no dataset to be found.</summary>
    public static void Check(JsonElement settings, List<ValidationError> errors) => Read(settings, format: null, errors);

    /// <param name="format">Null as long as nobody has seen the dataset.</param>
    /// <returns>No columns if the field is left out.</returns>
    private static (List<Column>? Columns, int Top) Read(JsonElement settings, RecordFormat? format, List<ValidationError> errors)
    {
        var fields = new JsonFieldReader(settings, "operation", errors);
        fields.Find("type");
        var top = (int?)fields.WholeNumber("top", 1, MaxTop) ?? DefaultTop;
        var columns = ReadColumns(fields, format);
        fields.RefuseUnknown();
        return (columns, top);
    }

    /// <returns>Null if the field is left out.</returns>
    private static List<Column>? ReadColumns(JsonFieldReader fields, RecordFormat? format)
    {
        const string Expected = "an array of column names";
        if (fields.Find(ColumnsField, Expected, JsonValueKind.Array) is not { } value)
            return null;
        if (value.GetArrayLength() is 0 or > ProfileLimits.MaxColumns)
            fields.Refuse(ColumnsField, $"Expected 1 to {ProfileLimits.MaxColumns} column names; found {value.GetArrayLength()}.");
        var columns = new List<Column>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var field = $"{ColumnsField}[{index}]";
            if (item.ValueKind != JsonValueKind.String || item.GetString()!.Length == 0)
                fields.RefuseKind(field, "a column name", item);
            else if (Find(fields, field, item.GetString()!, format) is not { } column)
                continue;
            else if (columns.Any(there => there.Name == column.Name))
                fields.Refuse(field, $"Expected distinct names; \"{column.Name}\" is there already. Name each column once.");
            else
                columns.Add(column);
        }
        return columns;
    }

    /// <summary>The column of that name. In JSON Lines, and in what nobody has seen, any other may exist too, and is text.</summary>
    private static Column? Find(JsonFieldReader fields, string field, string name, RecordFormat? format)
    {
        if (format?.Columns.FirstOrDefault(column => column.Name == name) is { } known)
            return known;
        if (format is null or JsonLinesFormat)
            return new Column(name, ColumnKind.Text);
        var names = format.Columns.Select(column => column.Name).ToList();
        fields.Refuse(field, $"There is no column \"{name}\". {DidYouMean.Advice(name, names)}");
        return null;
    }
}
