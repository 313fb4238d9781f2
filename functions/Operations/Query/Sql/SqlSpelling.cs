using System.Globalization;
using System.Text;
using Superpower.Model;

namespace Pipeline.Operations.Query.Sql;

/// <summary>Rejects a text at its first token that no query can contain.</summary>
internal static class SqlSpelling
{
    public static void Check(string sql, ReadOnlySpan<Token<SqlToken>> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.Kind < SqlToken.MalformedNumber)
                continue;

            // An unclosed token runs to the end of the text, so the error marks where it begins.
            var place = token.Place();
            throw token.Kind switch
            {
                SqlToken.MalformedNumber => SqlError.At(sql, place, $"{token.Quote()} is not a number"),
                SqlToken.UnclosedText => SqlError.At(
                    sql, place with { Length = 1 }, "this text is not closed, expected '"),
                SqlToken.UnclosedName => SqlError.At(
                    sql, place with { Length = 1 }, $"this quoted name is not closed, expected {sql[place.Start]}"),
                SqlToken.UnclosedComment => SqlError.At(
                    sql, place with { Length = 2 }, "this comment is not closed, expected */"),
                _ => SqlError.At(sql, place, $"unexpected character {Show(token.Span.ToStringValue())}"),
            };
        }
    }

    private static string Show(string character)
    {
        if (character is "‘" or "’" or "“" or "”" or "´")
            return $"{character}: write text in plain single quotes and names in plain double quotes";
        if (Rune.DecodeFromUtf16(character, out var rune, out _) != System.Buffers.OperationStatus.Done)
            return $"U+{(int)character[0]:X4}";
        return Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark
            ? $"U+{rune.Value:X4}"
            : character;
    }
}
