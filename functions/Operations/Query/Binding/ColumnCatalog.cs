using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// The columns that the dataset is known to have. In JSON Lines any other path may exist too, and is text.
/// </summary>
internal sealed class ColumnCatalog(string sql, RecordFormat format)
{
    private const int NamesShown = 20;

    private readonly string[] _names = [.. format.Columns.Select(column => column.Name)];

    public bool AllowsUnknown { get; } = format is JsonLinesFormat;

    /// <summary>The known column meant, or null.</summary>
    public Column? Find(ColumnSyntax syntax)
    {
        var matches = Names.Matches(_names, syntax);
        if (matches.Count < 2) return matches.Count == 0 ? null : format.Columns[matches[0]];
        var found = string.Join(" and ", matches.Select(index => $"\"{_names[index]}\""));
        throw SqlError.At(sql, syntax.Span,
            $"{syntax.Name} can be any of the columns {found}: write the name in double quotes as it stands there, "
            + "or give the columns names of their own with format.columns");
    }

    public InvalidRequestException Unknown(ColumnSyntax syntax) => SqlError.At(sql, syntax.Span,
        DidYouMean.To(syntax.Name, _names) is { } nearest
            ? $"there is no column {syntax.Name}, did you mean {Names.InSql(nearest)}? Columns are {Known}"
            : $"there is no column {syntax.Name}, columns are {Known}");

    /// <summary>What <c>*</c> means.</summary>
    public IReadOnlyList<Column> All() => AllowsUnknown
        ? throw SqlError.At(sql, Star,
            "SELECT * needs columns that are the same in every record, and JSON records need not have them: "
            + $"name the paths, as in SELECT {Known}")
        : format.Columns;

    /// <summary>Where the <c>*</c> of <c>SELECT *</c> stands.</summary>
    public SqlSpan Star => new(Math.Max(sql.IndexOf('*', StringComparison.Ordinal), 0), 1);

    private string Known =>
        string.Join(", ", _names.Take(NamesShown).Select(Names.InSql)) + (_names.Length > NamesShown ? ", …" : "");
}
