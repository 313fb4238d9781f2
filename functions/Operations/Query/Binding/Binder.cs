using System.Globalization;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query.Binding;

/// <summary>
/// Resolves the names, operators and functions of a query and checks kinds. Names match exactly or, if unquoted,
/// regardless of letter case. Kinds are never converted implicitly, except that <c>||</c> converts its operands to
/// text: expressions that are compared, listed in IN or chosen between by CASE must have the same kind. A text literal
/// that looks like a number is still text.
/// </summary>
public sealed class Binder
{
    private readonly string _sql;
    private readonly SelectSyntax _select;
    private readonly SelectAliases _aliases;
    private readonly RecordColumns _columns;

    private Binder(string sql, SelectSyntax select, RecordFormat format)
    {
        (_sql, _select) = (sql, select);
        _aliases = new(sql, select.Items);
        _columns = new(new ColumnCatalog(sql, format), new ExpressionPool());
    }

    /// <param name="sql">The text that <paramref name="select"/> was parsed from.</param>
    /// <exception cref="InvalidRequestException">
    /// The query is invalid for these columns. The message marks the place and says how to fix it.
    /// </exception>
    public static BoundQuery Bind(SelectSyntax select, string sql, RecordFormat format) =>
        new Binder(sql, select, format).Bind();

    private BoundQuery Bind()
    {
        var where = _select.Where is null ? null
            : Records(RecordScope.Where, AliasRule.Unseen).Condition(_select.Where, RecordScope.Where);
        var outputs = _select
            .Items.Select(item => item.Expression)
            .Concat(_select.OrderBy.Select(order => order.Expression));
        var isAggregate = _select.GroupBy.Count > 0 || _select.Having is not null || outputs.Any(HasAggregate);
        var query = isAggregate ? BindGroups() : BindRows();
        return query with
        {
            Columns = _columns.Names,
            Where = where,
            Limit = _select.Limit,
            RecordSlots = _columns.Pool.Slots,
        };
    }

    private BoundQuery BindRows()
    {
        var binder = Records("SELECT", AliasRule.Unseen);
        var (names, items) =
            _select.Items.Count == 0
                ? (
                    _columns.Catalog.All().Select(column => column.Name),
                    _columns.Catalog.All().Select(_columns.Use).ToArray())
                : (_select.Items.Select(Name), _select.Items.Select(item => binder.Bind(item.Expression)).ToArray());
        var unique = Names.MadeUnique([.. names]);
        return new([], null, null, [.. items.Select((item, i) => Item(unique[i], item))],
            OrderBy(Records("ORDER BY", AliasRule.BeforeColumns), items), null);
    }

    private BoundQuery BindGroups()
    {
        if (_select.Items.Count == 0)
        {
            throw SqlError.At(_sql, _columns.Catalog.Star,
                "SELECT * cannot be used with groups: name the keys and aggregates to select");
        }
        Expression[] keys = [.. _select.GroupBy.Select(Key).Distinct()];
        var pool = new ExpressionPool();
        var groups = new GroupColumns(keys, pool, _columns.Catalog, Records("an aggregate", AliasRule.Unseen));
        ExpressionBinder Groups(AliasRule rule) => new(pool, new GroupScope(_sql, groups, _aliases, rule));

        var binder = Groups(AliasRule.Unseen);
        Expression[] items = [.. _select.Items.Select(item => binder.Bind(item.Expression))];
        var having = _select.Having is null ? null : Groups(AliasRule.AfterColumns).Condition(_select.Having, "HAVING");
        var unique = Names.MadeUnique([.. _select.Items.Select(Name)]);
        BoundItem[] named =
        [
            .. items.Select(
                (item, i) =>
                    new BoundItem(unique[i], item) { IsKey = keys.Length > 0 && IsKey(_select.Items[i].Expression) }),
        ];
        var orderBy = OrderBy(Groups(AliasRule.BeforeColumns), items);
        return new([], null, new(keys, groups.Calls, having), named, orderBy, null)
        {
            GroupSlots = pool.Slots,
        };
    }

    private static bool IsKey(ExpressionSyntax syntax) =>
        !HasAggregate(syntax) && SyntaxTree.Any(syntax, inner => inner is ColumnSyntax);

    private static bool HasAggregate(ExpressionSyntax syntax) =>
        SyntaxTree.Any(syntax, inner => inner is CallSyntax call && Aggregates.IsAggregate(call));

    private ExpressionBinder Records(string clause, AliasRule rule) =>
        new(_columns.Pool, new RecordScope(_sql, clause, _columns, _aliases, rule));

    private Expression Key(ExpressionSyntax syntax)
    {
        var binder = Records("GROUP BY", AliasRule.AfterColumns);
        return Ordinal(syntax, "GROUP BY") is { } index
            ? Records("GROUP BY", AliasRule.Unseen).Bind(_select.Items[index].Expression)
            : binder.Bind(syntax);
    }

    private BoundOrder[] OrderBy(ExpressionBinder binder, Expression[] items) =>
        [.. _select.OrderBy.Select(order => new BoundOrder(
            Ordinal(order.Expression, "ORDER BY") is { } index ? items[index] : binder.Bind(order.Expression),
            order.Descending, order.NullsFirst))];

    /// <summary>
    /// The index of the SELECT item that a bare number refers to, as in <c>ORDER BY 2</c>; null for other expressions.
    /// </summary>
    private int? Ordinal(ExpressionSyntax syntax, string clause)
    {
        if (syntax is not NumberSyntax number) return null;
        var count = _select.Items.Count == 0 ? _columns.Catalog.All().Count : _select.Items.Count;
        return
            int.TryParse(number.Text, NumberStyles.None, null, out var position) && position >= 1 && position <= count
            ? position - 1
            : throw SqlError.At(
                _sql,
                syntax.Span,
                $"{clause} {number.Text} refers to an item by its position, expected 1 to {count}");
    }

    private string Name(SelectItemSyntax item) =>
        item.Name
        ?? (item.Expression is ColumnSyntax column ? _columns.Catalog.Find(column)?.Name ?? column.Name : null)
        ?? _sql.Substring(item.Expression.Span.Start, item.Expression.Span.Length);

    private BoundItem Item(string name, Expression expression) =>
        _columns.Pool.RawOf(expression) is { } raw
            ? new ColumnItem(name, expression, raw.Column, raw)
            : new BoundItem(name, expression);
}
