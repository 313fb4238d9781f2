using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// The known columns of the dataset. JSON Lines records may also have other paths; these are text.
/// </summary>
internal sealed class ColumnCatalog(string sql, RecordFormat format)
{
    private const int NamesShown = 20;

    private readonly string[] _names = [.. format.Columns.Select(column => column.Name)];

    public bool AllowsUnknown { get; } = format is JsonLinesFormat;

    /// <summary>Finds a known column by name; null if there is none.</summary>
    /// <exception cref="InvalidRequestException">The name is ambiguous.</exception>
    public Column? Find(ColumnSyntax syntax)
    {
        var matches = Names.Matches(_names, syntax);
        if (matches.Count < 2) return matches.Count == 0 ? null : format.Columns[matches[0]];
        var found = string.Join(" and ", matches.Select(index => $"\"{_names[index]}\""));
        throw SqlError.At(sql, syntax.Span,
            $"{syntax.Name} matches the columns {found}: write the exact name in double quotes, or rename the columns "
                + "with format.columns");
    }

    public InvalidRequestException Unknown(ColumnSyntax syntax) => SqlError.At(sql, syntax.Span,
        DidYouMean.To(syntax.Name, _names) is { } nearest
            ? $"there is no column {syntax.Name}, did you mean {Names.InSql(nearest)}? The columns are {Known}"
            : $"there is no column {syntax.Name}; the columns are {Known}");

    /// <summary>The columns of <c>SELECT *</c>.</summary>
    /// <exception cref="InvalidRequestException">The dataset is JSON Lines.</exception>
    public IReadOnlyList<Column> All() => AllowsUnknown
        ? throw SqlError.At(sql, Star,
            "SELECT * needs the same columns in every record, which JSON records do not guarantee: name the paths, as "
                + $"in SELECT {Known}")
        : format.Columns;

    /// <summary>The position of the <c>*</c> in <c>SELECT *</c>.</summary>
    public SqlSpan Star => new(Math.Max(sql.IndexOf('*', StringComparison.Ordinal), 0), 1);

    private string Known =>
        string.Join(", ", _names.Take(NamesShown).Select(Names.InSql)) + (_names.Length > NamesShown ? ", …" : "");
}
