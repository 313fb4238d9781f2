using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Tests.Query.Aggregation;

/// <summary>A row of test data; null is NULL.</summary>
internal sealed record Row(string? Text, Number? Number, bool? Flag)
{
    /// <summary>Numbers of every size, at many scales, some of them equal.</summary>
    private static readonly Gen<Number> Numbers = Gen.OneOf(
        Gen.Select(Gen.Int[-20, 20], Gen.Int[0, 3], (units, scale) => new Number(units, scale)),
        Gen.Select(Gen.Long, Gen.Int[0, 18], (units, scale) => new Number(units, scale)),
        Gen.Select(Gen.OneOf(long.MinValue, long.MinValue + 1, long.MaxValue), Gen.OneOf(0, 18), (units, scale) =>
            new Number(units, scale)),
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[-200, 200], (a, b, scale) =>
            new Number((System.Numerics.BigInteger)a * b, scale)));

    private static readonly Gen<string> Texts = Gen.OneOf(
        "",
        "a",
        "b",
        "ab",
        "a\0b",
        "ä",
        "a long text that is not short",
        "a long text that is unlike the other");

    public static readonly Gen<Row[]> Lists = Gen.Select(
        OrNull(Texts),
        OrNull(Numbers),
        OrNull(Gen.Bool),
        (text, number, flag) =>
            new Row(text.Value, number.IsNull ? null : number.Value, flag.IsNull ? null : flag.Value)).Array[0, 30];

    public static TextVector TextsOf(IReadOnlyList<Row> rows)
    {
        var vector = new TextVector();
        vector.Reset(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Text is { } text) vector.Set(i, Encoding.UTF8.GetBytes(text));
            else vector.SetState(i, RowState.Null);
        }
        return vector;
    }

    public static NumberVector NumbersOf(IReadOnlyList<Row> rows)
    {
        var vector = new NumberVector();
        vector.Reset(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Number is { } number) vector.Set(i, number);
            else vector.SetState(i, RowState.Null);
        }
        vector.Complete();
        return vector;
    }

    public static BooleanVector FlagsOf(IReadOnlyList<Row> rows)
    {
        var vector = new BooleanVector();
        vector.Reset(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Flag is { } flag) vector.Set(i, flag);
            else vector.SetState(i, RowState.Null);
        }
        return vector;
    }

    private static Gen<(bool IsNull, T? Value)> OrNull<T>(Gen<T> values) =>
        Gen.Select(Gen.Int[0, 3], values, (dice, value) => dice == 0 ? (true, default(T)) : (false, value));
}
