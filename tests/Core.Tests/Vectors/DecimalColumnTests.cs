using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Core.Tests.Vectors;

public sealed class DecimalColumnTests
{
    private static readonly Gen<string?> Text = Gen.Frequency(
        (
            10,
            Gen.Select(Gen.Int[-9_999_999, 9_999_999], Gen.Int[0, 4])
                .Select(
                    (units, scale) =>
                        (string?)
                            (units / (decimal)Math.Pow(10, scale)).ToString(
                                System.Globalization.CultureInfo.InvariantCulture))),
        (1, Gen.Char["0123456789.-+e "].Array[0, 12].Select(chars => (string?)new string(chars))),
        (1, Gen.Long.Select(value => (string?)value.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        (1, Gen.Int.Select(_ => (string?)null)),
        (1, Gen.Int.Select(_ => (string?)"1e30")));

    [Fact]
    public void Eight_at_once_are_read_as_one_by_one_are() =>
        Text.Array[0, 40].Sample(texts =>
        {
            Assert.Equal(Read(texts, oneByOne: true), Read(texts, oneByOne: false));
            Assert.Equal(texts.Select(Expected), Read(texts, oneByOne: false));
        }, iter: 50_000);

    private static string Expected(string? text) =>
        text is null ? "NULL"
        : Number.TryParse(Encoding.ASCII.GetBytes(text), out var number) ? number.ToString()
        : "fault";

    private static List<string> Read(string?[] texts, bool oneByOne)
    {
        var vector = new TextVector();
        vector.Reset(texts.Length);
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts[row] is { } text)
                vector.Set(row, Encoding.ASCII.GetBytes(text));
            else
                vector.SetState(row, RowState.Null);
        }
        var numbers = new NumberVector();
        DecimalColumn.Parse(vector, numbers, oneByOne);
        return [.. Enumerable.Range(0, texts.Length).Select(row => numbers.States[row] switch
        {
            RowState.Value => numbers[row].ToString(),
            RowState.Null => "NULL",
            _ => "fault",
        })];
    }
}
