using System.Text;
using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>How messages name tokens, and which words are keywords.</summary>
internal static class SqlTokens
{
    private const int MaxQuotation = 30;

    private static readonly Dictionary<string, SqlToken>.AlternateLookup<ReadOnlySpan<char>> Keywords =
        Enum.GetValues<SqlToken>()
            .Where(IsKeyword)
            .ToDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsKeyword(this SqlToken kind) => kind is >= SqlToken.And and <= SqlToken.Where;

    /// <summary>
    /// The keyword for <paramref name="word"/>, regardless of letter case, or <see cref="SqlToken.Word"/>.
    /// </summary>
    public static SqlToken OfWord(ReadOnlySpan<char> word) =>
        Keywords.TryGetValue(word, out var keyword) ? keyword : SqlToken.Word;

    public static SqlSpan Place(this Token<SqlToken> token) => new(token.Position.Absolute, token.Span.Length);

    public static bool Is(this Token<SqlToken> token, string word) =>
        token.Kind == SqlToken.Word && token.Span.EqualsValueIgnoreCase(word);

    /// <summary>Whether a text after this word is a time, as in DATE '2026-01-31'.</summary>
    public static bool IsTimeType(this Token<SqlToken> token) =>
        token.Is("DATE") || token.Is("TIMESTAMP") || token.Is("TIMESTAMPTZ") || token.Is("DATETIME");

    /// <summary>How a message names any token of this kind: <c>FROM</c>, <c>)</c>, <c>a name</c>.</summary>
    public static string Describe(this SqlToken kind) => kind switch
    {
        SqlToken.Word or SqlToken.QuotedName => "a name",
        SqlToken.Number => "a number",
        SqlToken.Text => "a text",
        SqlToken.Open => "(",
        SqlToken.Close => ")",
        SqlToken.Comma => ",",
        SqlToken.Dot => ".",
        SqlToken.Semicolon => ";",
        SqlToken.Star => "*",
        _ => kind.ToString().ToUpperInvariant(),
    };

    /// <summary>How a message names this token: <c>name FORM</c>, <c>text 'abc'</c>, <c>FROM</c>.</summary>
    public static string Describe(this Token<SqlToken> token) => token.Kind switch
    {
        SqlToken.Word or SqlToken.QuotedName => $"name {Quote(token)}",
        SqlToken.Number => $"number {Quote(token)}",
        SqlToken.Text => $"text {Quote(token)}",
        SqlToken.Parameter => $"parameter {Quote(token)}",
        _ => token.Span.ToStringValue().ToUpperInvariant(),
    };

    /// <summary>The token's own text on one line, shortened if it would be too long for the message.</summary>
    public static string Quote(this Token<SqlToken> token)
    {
        var text = token.Span.AsReadOnlySpan();
        var length = Math.Min(text.Length, MaxQuotation);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            length--;

        var quotation = new StringBuilder(length + 1);
        foreach (var c in text[..length])
            quotation.Append(char.IsControl(c) ? ' ' : c);
        return quotation.Append(length < text.Length ? "…" : "").ToString();
    }
}
