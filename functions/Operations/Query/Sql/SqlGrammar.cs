using System.Globalization;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using static Pipeline.Operations.Query.Sql.SqlExpressions;

namespace Pipeline.Operations.Query.Sql;

/// <summary>The grammar of a query around its expressions.</summary>
internal static class SqlGrammar
{
    public const string Table = "dataset";

    private static readonly string[] Clauses = ["WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT"];

    // Without AS, a word is an alias only if the item ends after it, so that a misspelled FROM is reported at FROM.
    private static readonly TokenListParser<SqlToken, Token<SqlToken>> BareAlias = input =>
    {
        var name = Name(input);
        var next = name.HasValue ? name.Remainder.ConsumeToken() : name;
        return next.HasValue && next.Value.Kind is SqlToken.Comma or SqlToken.From
            ? name
            : TokenListParserResult.Empty<SqlToken, Token<SqlToken>>(input);
    };

    private static readonly TokenListParser<SqlToken, SelectItemSyntax> Item =
        from expression in Expression
        from name in The(SqlToken.As).IgnoreThen(Name).Or(BareAlias).Optional()
        select new SelectItemSyntax(expression, name is { } given ? SqlNodes.Unquoted(given) : null);

    private static readonly TokenListParser<SqlToken, SelectItemSyntax[]> Items =
        The(SqlToken.Star).Value(Array.Empty<SelectItemSyntax>()).Or(Item.AtLeastOnceDelimitedBy(The(SqlToken.Comma)));

    private static readonly TokenListParser<SqlToken, Token<SqlToken>> Source =
        from name in Token.Matching<SqlToken>(
            kind => kind is SqlToken.Word or SqlToken.QuotedName or SqlToken.Text, Table)
        select string.Equals(SqlNodes.Unquoted(name), Table, StringComparison.OrdinalIgnoreCase)
            ? name
            : throw SqlNodes.At(name, $"unknown table: the only table is {Table}");

    private static readonly TokenListParser<SqlToken, bool> Descending =
        The(SqlToken.Desc).Value(true).Or(The(SqlToken.Asc).Value(false)).OptionalOrDefault();

    private static readonly TokenListParser<SqlToken, bool> NullsFirst =
        Word("NULLS").IgnoreThen(Word("FIRST").Value(true).Or(Word("LAST").Value(false))).OptionalOrDefault();

    private static readonly TokenListParser<SqlToken, OrderItemSyntax> OrderItem =
        from expression in Expression
        from down in Descending
        from nullsFirst in NullsFirst
        select new OrderItemSyntax(expression, down, nullsFirst);

    private static readonly TokenListParser<SqlToken, ExpressionSyntax?> Where = Clause(SqlToken.Where, Expression);

    private static readonly TokenListParser<SqlToken, ExpressionSyntax[]?> GroupBy = Clause(
        SqlToken.Group,
        The(SqlToken.By).IgnoreThen(SqlExpressions.Expressions));

    private static readonly TokenListParser<SqlToken, ExpressionSyntax?> Having = Clause(SqlToken.Having, Expression);

    private static readonly TokenListParser<SqlToken, OrderItemSyntax[]?> OrderBy = Clause(
        SqlToken.Order,
        The(SqlToken.By).IgnoreThen(OrderItem.AtLeastOnceDelimitedBy(The(SqlToken.Comma))));

    private static readonly TokenListParser<SqlToken, long?> Limit = The(SqlToken.Limit)
        .IgnoreThen(The(SqlToken.Number).Named("a whole number of records").Select(Count))
        .Optional();

    /// <summary>A whole query, with or without a semicolon after it.</summary>
    public static readonly TokenListParser<SqlToken, SelectSyntax> Query =
        from items in The(SqlToken.Select).IgnoreThen(Items)
        from source in The(SqlToken.From).IgnoreThen(Source)
        from filter in Where
        from groupBy in GroupBy
        from having in Having
        from orderBy in OrderBy
        from limit in Limit
        from end in End(
            filter is not null,
            groupBy is not null,
            having is not null,
            orderBy is not null,
            limit is not null)
        select new SelectSyntax(items, filter, groupBy ?? [], having, orderBy ?? [], limit);

    private static TokenListParser<SqlToken, T?> Clause<T>(SqlToken keyword, TokenListParser<SqlToken, T> body)
        where T : class =>
        The(keyword).IgnoreThen(body).Cast<SqlToken, T, T?>().OptionalOrDefault();

    private static TokenListParser<SqlToken, Token<SqlToken>> Word(string word) =>
        Token.EqualToValueIgnoreCase(SqlToken.Word, word).Named(word);

    /// <param name="given">
    /// Whether the query has each of <see cref="Clauses"/>: the message lists the clauses that may follow.
    /// </param>
    private static TokenListParser<SqlToken, bool> End(params bool[] given) =>
        from semicolon in The(SqlToken.Semicolon).Value(true).OptionalOrDefault()
        from end in AtEnd(semicolon ? [] : Clauses[(Array.LastIndexOf(given, true) + 1)..])
        select end;

    private static TokenListParser<SqlToken, bool> AtEnd(string[] clauses) => input => input.IsAtEnd
        ? TokenListParserResult.Value(true, input, input)
        : TokenListParserResult.Empty<SqlToken, bool>(input, [.. clauses, "the end of the query"]);

    private static long Count(Token<SqlToken> number) =>
        long.TryParse(number.ToStringValue(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw SqlNodes.At(number, $"LIMIT needs a whole number of records up to {long.MaxValue}");
}
