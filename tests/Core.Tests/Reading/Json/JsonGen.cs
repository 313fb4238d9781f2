using System.Text;
using CsCheck;

namespace Pipeline.Core.Tests.Reading.Json;

/// <summary>Makes JSON Lines, right ones and damaged ones.</summary>
internal static class JsonGen
{
    /// <summary>Represents a byte that is not valid UTF-8, which a string cannot hold.</summary>
    private const string BadByte = "\uE000";

    private static readonly Gen<string> Space = Gen.Frequency(
        (20, Gen.Const("")),
        (4, Gen.Const(" ")),
        (1, Gen.OneOf("\t", "\r", "  ", " \t \r ", new string(' ', 70))));

    private static readonly Gen<string> Number = Gen.OneOf(
        "0",
        "7",
        "42",
        "-0",
        "-1",
        "0.5",
        "12.50",
        "-273.15",
        "1e5",
        "1.5E-10",
        "9e+99",
        "123456789012345",
        "1234567890123456",
        "1234567890.1234567890",
        "100000000000000000000000000000000000000000",
        "0.00000000000000000000000001",
        "1.7976931348623157e308");

    private static readonly Gen<string> Piece = Gen.Frequency(
        (12, Gen.OneOf("a", "b", " ", "é", "漢", "😀", "\u007f", "{", "}", "[", ",", ":", "a, b", "'", "//")),
        (
            1,
            Gen.Frequency(
                (7, Gen.Const("ü")),
                (1, Gen.Const(BadByte)),
                (1, Gen.Const("\\ud800")),
                (1, Gen.Const("\\uDFFF")))),
        (
            2,
            Gen.OneOf(
                new string('x', 15),
                new string('x', 16),
                new string('é', 15),
                new string('y', 31),
                new string('z', 200))),
        (
            5,
            Gen.OneOf(
                "\\n",
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\f",
                "\\r",
                "\\t",
                "\\u0041",
                "\\u00e9",
                "\\u6F22",
                "\\ud83d\\ude00",
                "\\u0000")));

    private static readonly Gen<string> Text = Piece.Array[0, 6].Select(pieces => $"\"{string.Concat(pieces)}\"");

    /// <summary>Few, so that they meet those asked for, and each other.</summary>
    private static readonly Gen<string> Key = Gen.Frequency(
        (20, Gen.OneOf("\"a\"", "\"b\"", "\"c\"", "\"a.b\"", "\"customer\"")),
        (
            3,
            Gen.OneOf(
                "\"\"",
                "\"é\"",
                "\"\\u0061\"",
                "\"a key as long as a vector of 256 bits\"",
                $"\"{new string('k', 70)}\"")),
        (1, Text));

    private static readonly Gen<string> Scalar = Gen.Frequency(
        (3, Number),
        (3, Text),
        (2, Gen.OneOf("true", "false", "null")));

    private static readonly Gen<string> Value = Gen.Recursive<string>(
        (depth, inner) => depth >= 4 ? Scalar : Gen.Frequency((5, Scalar), (2, ObjectOf(inner)), (2, ArrayOf(inner))));

    public static readonly Gen<string> Object = ObjectOf(Value);

    /// <summary>Objects or arrays within each other, at the limit of 64 levels and around it.</summary>
    private static readonly Gen<string> Deep = Gen.Select(
        Gen.Int[60, 66],
        Gen.OneOf("{\"a\":", "[", "{\"z\":", "[0,"),
        (levels, open) => $"{{\"a\":{Repeat(open, levels)}1{Repeat(open[0] == '{' ? "}" : "]", levels)}}}");

    /// <summary>What is wrong with it is not left to chance.</summary>
    private static readonly Gen<string> Wrong = Gen.OneOf(
        "",
        " \t",
        "[]",
        "1",
        "\"a\"",
        "null",
        "{",
        "{}}",
        "{} {}",
        "{}x",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"b\":{]}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":-01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":1.e5}",
        "{\"a\":0x1}",
        "{\"a\":1.5.2}",
        "{\"a\":1-2}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":nul}",
        "{\"a\":falsy}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12\"}",
        "{\"b\":\"\\\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"a\":\"\\ud800\\u0041\"}",
        "{\"z\":\"\\ud800\"}",
        "{\"\\ud800\":1}",
        "{\"\\u0061\\ud800\":1}",
        "{\"a\":1}//",
        "{\"a\":/**/1}",
        "{\"a\":1}\u00a0",
        "\uFEFF{\"a\":1}",
        "{\"a\":\"x}",
        "{\"a\":1,\"a\":\"\\ud800\"}",
        $"{{\"a\":\"{BadByte}\"}}",
        $"{{\"a\":\"a text of more than 32 bytes before it {BadByte}\"}}",
        $"{{\"z\":\"{BadByte}\",\"{BadByte}\":0}}");

    private static readonly Gen<string> Line = Gen.Frequency(
        (30, Gen.Select(Space, Object, Space, (before, json, after) => before + json + after)),
        (2, Deep),
        (3, Wrong));

    private static readonly Gen<string> LineEnd = Gen.Frequency(
        (10, Gen.Const("\n")),
        (3, Gen.Const("\r\n")),
        (1, Gen.OneOf("\n\n", "\n \n")));

    /// <summary>Lines one after the other; those that repeat are read the way that their likes were.</summary>
    public static readonly Gen<byte[]> Lines = Gen.Select(
        Gen.Select(Line, LineEnd, Gen.Int[1, 3], (line, end, times) => Repeat(line + end, times)).Array[0, 8],
        Gen.OneOf("", "\uFEFF"),
        Line,
        Gen.Bool,
        (lines, mark, last, isEnded) => Encode(mark + string.Concat(lines) + (isEnded ? "" : last)));

    private static readonly Gen<byte> Byte = Gen.Frequency(
        (3, Gen.OneOf([.. "\"\\{}[]:,\n\r\t 0159.-+eEtfnu/"u8])),
        (1, Gen.Byte));

    /// <summary>The same with a few bytes changed, left out or put in, or with the end cut off.</summary>
    public static readonly Gen<byte[]> Damaged = Gen.Select(
        Lines,
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 10_000], Byte).Array[1, 3],
        (lines, changes) =>
        {
            foreach (var (kind, place, value) in changes)
            {
                var at = place % (lines.Length + 1);
                var (before, after) = (lines[..at], lines[Math.Min(at + 1, lines.Length)..]);
                lines = kind switch
                {
                    0 => [.. before, value, .. after],
                    1 => [.. before, .. after],
                    2 => [.. before, value, .. lines[at..]],
                    _ => before,
                };
            }
            return lines;
        });

    private static Gen<string> ObjectOf(Gen<string> value) =>
        Gen.Select(Space, Key, Space, Space, value, Space, (a, key, b, c, value, d) => $"{a}{key}{b}:{c}{value}{d}")
            .Array[0, 5]
            .Select(Space, (members, space) =>
                members.Length == 0 ? $"{{{space}}}" : $"{{{string.Join(',', members)}}}");

    private static Gen<string> ArrayOf(Gen<string> value) =>
        Gen.Select(Space, value, Space, (a, value, b) => a + value + b)
            .Array[0, 4]
            .Select(Space, (items, space) => items.Length == 0 ? $"[{space}]" : $"[{string.Join(',', items)}]");

    private static byte[] Encode(string text)
    {
        var parts = text.Split(BadByte);
        return
        [
            .. parts[..^1].SelectMany(part => (byte[])[.. Encoding.UTF8.GetBytes(part), 0xC3]),
            .. Encoding.UTF8.GetBytes(parts[^1]),
        ];
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
