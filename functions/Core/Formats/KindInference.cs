using Pipeline.Core.Requests;

namespace Pipeline.Core.Formats;

/// <summary>
/// Infers the kind of a column from its values: number or boolean if all values are, otherwise text. NULLs are ignored.
/// </summary>
internal sealed class KindInference
{
    private bool _text;
    private bool _number;
    private bool _boolean;

    public ColumnKind Kind => (_text, _number, _boolean) switch
    {
        (false, true, false) => ColumnKind.Number,
        (false, false, true) => ColumnKind.Boolean,
        _ => ColumnKind.Text,
    };

    public void Add(ColumnKind kind)
    {
        _text |= kind == ColumnKind.Text;
        _number |= kind == ColumnKind.Number;
        _boolean |= kind == ColumnKind.Boolean;
    }

    /// <summary>Adds a field of delimited text.</summary>
    public void Add(string value)
    {
        if (value.Length > 0) Add(KindOf(value));
    }

    public static ColumnKind KindOf(string value)
        => NumberText.IsNumber(value) ? ColumnKind.Number
            : value.Equals("true", StringComparison.OrdinalIgnoreCase)
                || value.Equals("false", StringComparison.OrdinalIgnoreCase) ? ColumnKind.Boolean
            : ColumnKind.Text;
}
