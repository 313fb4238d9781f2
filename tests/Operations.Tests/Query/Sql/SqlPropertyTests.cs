using CsCheck;
using Pipeline.Core.Errors;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Tests.Query.Sql;

public class SqlPropertyTests
{
    private static readonly Gen<string> Separator = Gen.OneOf(" ", "\n", "\t", " /* ' */ ", " --\"\r\n");

    private static readonly string[] Fragments =
    [
        "SELECT ",
        "FROM ",
        "dataset ",
        "WHERE ",
        "GROUP ",
        "BY ",
        "ORDER ",
        "LIMIT ",
        "NOT ",
        "AND ",
        "BETWEEN ",
        "IN ",
        "IS ",
        "NULL ",
        "CASE ",
        "WHEN ",
        "THEN ",
        "ELSE ",
        "END ",
        "CAST ",
        "AS ",
        "DISTINCT ",
        "COUNT",
        "a ",
        "\"b\"",
        "1",
        ".5",
        "'c'",
        "(",
        ")",
        ",",
        ".",
        "*",
        "=",
        "<",
        "-",
        "+",
        "||",
        ";",
        "?",
        "::",
        "'",
        "\"",
        "/*",
        "--",
        "\n",
        "é",
        "\ud83d",
        "\0",
    ];

    [Fact]
    public void A_printed_tree_is_read_as_the_same_tree() =>
        SyntaxGen.Select.Select(Separator, Gen.Bool).Sample((select, separator, lower) =>
        {
            var tokens = SyntaxPrinter.Tokens(select);
            var sql = string.Join(separator, lower ? tokens.Select(Lower) : tokens);

            Assert.Equal(SyntaxText.Of(select), SyntaxText.Of(SqlParser.Parse(sql)));
        }, iter: 1_000);

    [Fact]
    public void The_text_at_the_place_of_any_expression_is_that_expression() =>
        SyntaxGen.Select.Select(Separator).Sample((select, separator) =>
        {
            var sql = string.Join(separator, SyntaxPrinter.Tokens(select));
            foreach (var expression in SqlParser.Parse(sql).Items.SelectMany(item => WithInner(item.Expression)))
            {
                var text = sql.Substring(expression.Span.Start, expression.Span.Length);
                Assert.Equal(SyntaxText.Of(expression), SyntaxText.OfExpression(text));
            }
        });

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String.Sample(ReadOrRefuse, iter: 2_000);

    [Fact]
    public void Any_heap_of_fragments_is_read_or_refused() =>
        Gen.OneOf(Fragments).Array[0, 30].Select(string.Concat).Sample(ReadOrRefuse, iter: 2_000);

    [Fact]
    public void A_query_with_a_fragment_too_many_or_a_token_too_few_is_read_or_refused() =>
        Gen.Select(SyntaxGen.Select, Gen.OneOf(Fragments), Gen.Int[0, 1000], Gen.Bool)
            .Sample(
                (select, fragment, at, remove) =>
                {
                    var tokens = SyntaxPrinter.Tokens(select).ToList();
                    if (remove)
                        tokens.RemoveAt(at % tokens.Count);
                    else
                        tokens.Insert(at % tokens.Count, fragment);
                    ReadOrRefuse(string.Join(' ', tokens));
                },
                iter: 1_000);

    private static void ReadOrRefuse(string sql)
    {
        try
        {
            SqlParser.Parse(sql);
        }
        catch (InvalidRequestException refusal)
        {
            Assert.Equal("operation.sql", Assert.Single(refusal.Errors).Field);
        }
    }

    // Keywords and functions are the tokens of capitals only, and none of the generated names is one.
    private static string Lower(string token) => token.All(char.IsAsciiLetterUpper) ? token.ToLowerInvariant() : token;

    private static IEnumerable<ExpressionSyntax> WithInner(ExpressionSyntax expression) =>
        [
            expression,
            .. (
                expression switch
                {
                    UnarySyntax unary => [unary.Operand],
                    BinarySyntax binary => [binary.Left, binary.Right],
                    LikeSyntax like => [like.Value, like.Pattern],
                    InSyntax @in => [@in.Value, .. @in.Items],
                    BetweenSyntax between => [between.Value, between.Low, between.High],
                    IsNullSyntax isNull => [isNull.Value],
                    CaseSyntax @case => @case
                        .Whens.SelectMany(when => (ExpressionSyntax[])[when.Condition, when.Result])
                        .ToArray(),
                    CastSyntax cast => [cast.Value],
                    ExtractSyntax extract => [extract.Value],
                    CallSyntax call => call.Arguments,
                    _ => (IReadOnlyList<ExpressionSyntax>)[],
                }
            ).SelectMany(WithInner),
        ];
}
