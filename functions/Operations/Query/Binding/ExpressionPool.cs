using System.Text;
using Pipeline.Core.Formats;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// The distinct expressions over records or over groups. Equal expressions are the same object, so each is computed
/// once. Operands are pooled before the expressions that use them, so operand slots identify an expression.
/// </summary>
internal sealed partial class ExpressionPool
{
    private readonly Dictionary<string, Expression> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<Expression, RawColumn> _columns = [];

    public int Slots => _known.Count;

    public RawColumn Raw(int column) => Get($"raw {column}", slot => new RawColumn(slot, column));

    /// <summary>A column of the batch, parsed as its kind.</summary>
    public Expression Column(int index, Column column)
    {
        var raw = Raw(index);
        if (column.Kind == ColumnKind.Text) return raw;
        var what = $"Column \"{column.Name}\"";
        var advice = $" If the column holds text, write CAST({Names.InSql(column.Name)} AS TEXT) or set format.types.";
        Expression parsed = column.Kind == ColumnKind.Number
            ? Get($"number column {index}", slot => new ParseNumber(slot, raw, what, advice))
            : Get($"boolean column {index}", slot => new ParseBoolean(slot, raw, what, advice));
        _columns[parsed] = raw;
        return parsed;
    }

    /// <summary>The raw column of the file if the expression is a bare column, otherwise null.</summary>
    public RawColumn? RawOf(Expression expression) => expression as RawColumn ?? _columns.GetValueOrDefault(expression);

    public Expression Input(ColumnKind kind, int index, TextKind textKind = TextKind.Any) => kind switch
    {
        ColumnKind.Number => Get($"input {index}", slot => new InputColumn<NumberVector>(slot, index)),
        ColumnKind.Boolean => Get($"input {index}", slot => new InputColumn<BooleanVector>(slot, index)),
        _ => Get($"input {index}", slot => new InputColumn<TextVector>(slot, index, textKind)),
    };

    public NumberConstant Constant(Number? value) => Get($"number {value}", slot => new NumberConstant(slot, value));

    public TextConstant Constant(byte[]? value, TextKind kind = TextKind.Any) => value is null
        ? Get("no text", slot => new TextConstant(slot, null, TextKind.Any))
        : Get($"{kind} text {Convert.ToHexString(value)}", slot => new TextConstant(slot, value, kind));

    public BooleanConstant Constant(bool? value) => Get($"boolean {value}", slot => new BooleanConstant(slot, value));

    public Expression Null(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => Constant((Number?)null),
        ColumnKind.Boolean => Constant((bool?)null),
        _ => Constant((byte[]?)null),
    };

    /// <summary>Evaluates a constant expression to a constant; returns other expressions unchanged.</summary>
    /// <param name="reason">The reason of the fault if the result is null.</param>
    public Expression? Fold(Expression expression, out string reason)
    {
        reason = "";
        if (!expression.IsConstant || expression.Operands.Length == 0) return expression;
        var context = new EvaluationContext(Slots);
        context.Start([], 1);
        var vector = expression.Evaluate(context);
        if (vector.States[0] == RowState.Fault)
        {
            reason = expression.FaultReason(context, 0);
            return null;
        }
        var isNull = vector.States[0] == RowState.Null;
        return vector switch
        {
            NumberVector numbers => Constant(isNull ? null : numbers[0]),
            BooleanVector booleans => Constant(isNull ? null : booleans.Values[0]),
            _ => Constant(isNull ? null : ((TextVector)vector)[0].ToArray(), expression.TextKind),
        };
    }

    private TExpression Get<TExpression>(string key, Func<int, TExpression> make)
        where TExpression : Expression
    {
        if (_known.TryGetValue(key, out var known)) return (TExpression)known;
        var made = make(Slots);
        _known.Add(key, made);
        return made;
    }

    private static string Key(string name, params ReadOnlySpan<Expression> operands)
    {
        var key = new StringBuilder(name);
        foreach (var operand in operands)
            key.Append(' ').Append(operand.Slot);
        return key.ToString();
    }
}
