using System.Numerics;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Core.Tests.Vectors;

public sealed class VectorTests
{
    private static readonly Gen<Number?> GenRow = Gen.OneOf(
        Gen.Select(Gen.Long[-99_999, 99_999], Gen.Int[0, 4], (units, scale) => (Number?)new Number(units, scale)),
        Gen.Select(Gen.Long, Gen.Int[-30, 30], (units, scale) => (Number?)new Number(units, scale)),
        Gen.Const((Number?)null));

    [Fact]
    public void Rows_keep_their_values_whatever_else_is_in_the_batch() =>
        GenRow.Array[0, 12].Array[1, 4].Sample(batches =>
        {
            var vector = new NumberVector();
            foreach (var rows in batches)
            {
                Fill(vector, rows);
                AssertRows(rows, vector);
                vector.Widen();
                AssertRows(rows, vector);
            }
        });

    [Fact]
    public void Numbers_of_differing_scales_share_the_largest()
    {
        var vector = new NumberVector();
        vector.Reset(3);
        vector.Set(0, 15, 1);
        vector.SetState(1, RowState.Null);
        vector.Set(2, -7, 3);
        vector.Complete();

        Assert.Null(vector.Wide);
        Assert.Equal(3, vector.Scale);
        Assert.Equal([1500, 0, -7], vector.Units[..3]);
        Assert.False(vector.AllValues);
    }

    [Fact]
    public void A_scale_that_overflows_a_row_makes_the_batch_wide()
    {
        var vector = new NumberVector();
        vector.Reset(2);
        vector.Set(0, long.MaxValue / 10 + 1, 0);
        vector.Set(1, 1, 1);
        vector.Complete();

        Assert.Equal([new(long.MaxValue / 10 + 1, 0), new(1, 1)], vector.Wide![..2]);
    }

    [Fact]
    public void The_magnitude_bound_is_never_exceeded() => Gen.Long.Array[1, 5].Sample(rows =>
    {
        var vector = new NumberVector();
        vector.Reset(rows.Length);
        for (var i = 0; i < rows.Length; i++)
            vector.Set(i, rows[i], 0);
        vector.Complete();
        var largest = rows.Max(row => BigInteger.Abs(row));
        Assert.InRange((BigInteger)vector.MagnitudeBound(), largest, 2 * largest + 1);
    });

    [Fact]
    public void Keeping_rows_closes_the_gaps() =>
        Gen.Select(GenRow.Array[8], Gen.Bool.Array[8], Gen.Bool).Sample((rows, kept, widen) =>
        {
            var vector = new NumberVector();
            Fill(vector, rows);
            if (widen) vector.Widen();
            vector.Keep(Enumerable.Range(0, 8).Where(i => kept[i]).ToArray());
            AssertRows(rows.Where((_, i) => kept[i]).ToArray(), vector);
        });

    [Fact]
    public void Texts_are_copied_or_borrowed()
    {
        var own = new TextVector();
        own.Reset(3);
        own.Set(0, "Zürich"u8);
        own.SetState(1, RowState.Null);
        own.Set(2, ""u8);

        var borrowed = new TextVector();
        borrowed.Borrow("abcd"u8.ToArray(), [1, 0, 3], [2, -1, 1], 3);

        Assert.Equal(["Zürich", "NULL", ""], Rows(own));
        Assert.Equal(["bc", "NULL", "d"], Rows(borrowed));

        var chosen = new TextVector();
        chosen.Choose([own, borrowed], [1, 0, -1]);
        Assert.Equal(["bc", "NULL", "NULL"], Rows(chosen));

        own.Keep([0, 2]);
        Assert.Equal(["Zürich", ""], Rows(own));
    }

    private static string[] Rows(TextVector vector) => [.. Enumerable.Range(0, vector.Count)
        .Select(i => vector.States[i] == RowState.Value ? Encoding.UTF8.GetString(vector[i]) : "NULL")];

    private static void Fill(NumberVector vector, Number?[] rows)
    {
        vector.Reset(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] is { } value) vector.Set(i, value);
            else vector.SetState(i, RowState.Null);
        }
        vector.Complete();
    }

    private static void AssertRows(Number?[] rows, NumberVector vector)
    {
        Assert.Equal(rows.Length, vector.Count);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(rows[i] is null ? RowState.Null : RowState.Value, vector.States[i]);
            Assert.Equal(rows[i] ?? Number.Zero, vector[i]);
        }
        Assert.True(!vector.AllValues || rows.All(row => row is not null));
    }
}
