using System.Globalization;
using Superpower;
using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>
/// Splits any text into tokens and never fails: invalid text becomes a token of one of the error kinds. White space and
/// comments are skipped.
/// </summary>
internal sealed class SqlTokenizer : Tokenizer<SqlToken>
{
    public static SqlTokenizer Instance { get; } = new();

    protected override IEnumerable<Result<SqlToken>> Tokenize(TextSpan span)
    {
        while (!span.IsAtEnd)
        {
            var (kind, length) = First(span.AsReadOnlySpan());
            var rest = span.Skip(length);
            if (kind != SqlToken.Space)
                yield return Result.Value(kind, span, rest);
            span = rest;
        }
    }

    private static (SqlToken Kind, int Length) First(ReadOnlySpan<char> text)
    {
        var next = text.Length > 1 ? text[1] : '\0';
        return text[0] switch
        {
            '\'' => Quoted(text, SqlToken.Text, SqlToken.UnclosedText),
            '"' or '`' => Quoted(text, SqlToken.QuotedName, SqlToken.UnclosedName),
            '-' when next == '-' => (SqlToken.Space, LengthUntil(text, text.IndexOfAny('\r', '\n'))),
            '/' when next == '*' => Comment(text),
            '.' when char.IsAsciiDigit(next) => Number(text),
            '?' or '$' or ':' or '@' when IsNameStart(next) || char.IsAsciiDigit(next) =>
                (SqlToken.Parameter, 1 + WordLength(text[1..])),
            '?' => (SqlToken.Parameter, 1),
            var c when char.IsAsciiDigit(c) => Number(text),
            var c when IsNameStart(c) => Word(text),
            var c when char.IsWhiteSpace(c) => (SqlToken.Space, 1),
            var c => Symbol(c, next),
        };
    }

    private static (SqlToken Kind, int Length) Symbol(char first, char second) => (first, second) switch
    {
        ('=', '=') => (SqlToken.Equal, 2),
        ('!', '=') or ('<', '>') => (SqlToken.NotEqual, 2),
        ('<', '=') => (SqlToken.LessOrEqual, 2),
        ('>', '=') => (SqlToken.GreaterOrEqual, 2),
        ('|', '|') => (SqlToken.Concatenate, 2),
        (':', ':') => (SqlToken.DoubleColon, 2),
        ('=', _) => (SqlToken.Equal, 1),
        ('<', _) => (SqlToken.Less, 1),
        ('>', _) => (SqlToken.Greater, 1),
        ('+', _) => (SqlToken.Plus, 1),
        ('-', _) => (SqlToken.Minus, 1),
        ('*', _) => (SqlToken.Star, 1),
        ('/', _) => (SqlToken.Slash, 1),
        ('%', _) => (SqlToken.Percent, 1),
        ('(', _) => (SqlToken.Open, 1),
        (')', _) => (SqlToken.Close, 1),
        (',', _) => (SqlToken.Comma, 1),
        ('.', _) => (SqlToken.Dot, 1),
        (';', _) => (SqlToken.Semicolon, 1),
        _ => (SqlToken.Unknown, char.IsSurrogatePair(first, second) ? 2 : 1),
    };

    /// <summary>Up to the next quote that is not doubled; the rest of the text if there is none.</summary>
    private static (SqlToken Kind, int Length) Quoted(ReadOnlySpan<char> text, SqlToken closed, SqlToken unclosed)
    {
        for (var at = 1; at < text.Length; at += 2)
        {
            var quote = text[at..].IndexOf(text[0]);
            if (quote < 0)
                break;
            at += quote;
            if (at + 1 == text.Length || text[at + 1] != text[0])
                return (closed, at + 1);
        }

        return (unclosed, text.Length);
    }

    private static (SqlToken Kind, int Length) Comment(ReadOnlySpan<char> text)
    {
        var end = text[2..].IndexOf("*/");
        return end < 0 ? (SqlToken.UnclosedComment, text.Length) : (SqlToken.Space, end + 4);
    }

    /// <summary>
    /// Everything that touches a number belongs to it: <c>1.2.3</c> and <c>12km</c> are one error each.
    /// </summary>
    private static (SqlToken Kind, int Length) Number(ReadOnlySpan<char> text)
    {
        var good = DigitCount(text);
        if (good < text.Length - 1 && text[good] == '.' && char.IsAsciiDigit(text[good + 1]))
            good += 1 + DigitCount(text[(good + 1)..]);
        if (good < text.Length - 1 && text[good] is 'e' or 'E')
        {
            var sign = text[good + 1] is '+' or '-' ? 1 : 0;
            var digits = DigitCount(text[(good + 1 + sign)..]);
            good += digits == 0 ? 0 : 1 + sign + digits;
        }

        var length = good;
        while (length < text.Length && (text[length] == '.' || IsNameCharacter(text[length])))
            length++;
        return (length == good ? SqlToken.Number : SqlToken.MalformedNumber, length);
    }

    private static (SqlToken Kind, int Length) Word(ReadOnlySpan<char> text)
    {
        var length = WordLength(text);
        return (SqlTokens.OfWord(text[..length]), length);
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsNameCharacter(text[length]))
            length++;
        return length;
    }

    private static int DigitCount(ReadOnlySpan<char> text) => LengthUntil(text, text.IndexOfAnyExceptInRange('0', '9'));

    private static int LengthUntil(ReadOnlySpan<char> text, int index) => index < 0 ? text.Length : index;

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    // Combining vowel signs and accents (Hindi, decomposed Latin) continue a name.
    private static bool IsNameCharacter(char c) =>
        IsNameStart(c) || char.IsAsciiDigit(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
