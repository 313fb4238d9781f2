using System.Numerics;
using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Entries;

public class KeyTests
{
    private static readonly Gen<BigInteger> Units = Gen.OneOf(
        Gen.Long.Select(units => (BigInteger)units),
        Gen.Int[-120, 120].Select(units => (BigInteger)units),
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 300], (a, b, zeros) => (BigInteger)a * b * BigInteger.Pow(10, zeros)),
        Gen.OneOf(
            long.MinValue,
            long.MaxValue,
            long.MinValue + (BigInteger)1,
            -(BigInteger)long.MinValue,
            BigInteger.Zero));

    private static readonly Gen<int> Scales = Gen.OneOf(
        Gen.Int[-3, 5],
        Gen.Int[-400, 400],
        Gen.Int[-70, 70].Select(thousands => thousands * 1000 + 1));

    /// <summary>A (BigInteger, int), byte[] or bool by column, or null.</summary>
    private static Gen<object?> Values(int column) => Gen.Select(
        Gen.Int[0, 4],
        column switch
        {
            0 => Gen.Select(Units, Gen.Int[-3, 5], (units, scale) => (object?)(units, scale)),
            1 => EntryLists.Keys.Select(key => (object?)key),
            _ => Gen.Bool.Select(value => (object?)value),
        },
        (dice, value) => dice == 0 ? null : value);

    [Fact]
    public void Numbers_compare_as_their_bytes_do()
    {
        Gen.Select(Units, Scales, Units, Scales).Sample((a, scaleA, b, scaleB) =>
        {
            // Near neighbours as well: numbers drawn at random seldom share their first digits.
            Check(a, scaleA, b, scaleB);
            Check(a, scaleA, a + 1, scaleA);
            Check(a, scaleA, a, scaleA + 1);
            Check(a, scaleA, a * 1000, scaleA + 3);
        }, iter: 2000);

        static void Check(BigInteger a, int scaleA, BigInteger b, int scaleB)
        {
            var order = Math.Sign(Compare(a, scaleA, b, scaleB));
            Assert.Equal(order, Math.Sign(Number(a, scaleA).AsSpan().SequenceCompareTo(Number(b, scaleB))));
            Assert.Equal(
                -order,
                Math.Sign(Number(a, scaleA, true).AsSpan().SequenceCompareTo(Number(b, scaleB, true))));
        }
    }

    [Fact]
    public void The_quick_way_writes_the_bytes_of_the_slow_way()
    {
        Gen.Select(Gen.Long, Scales).Sample((units, scale) =>
        {
            var quick = new KeyWriter();
            quick.WriteNumber(units, scale);
            // Far beyond a long, and the same number.
            Assert.Equal(Number(units * BigInteger.Pow(10, 40), scale + 40), quick.Key.ToArray());
        });
    }

    [Fact]
    public void Numbers_are_read_back()
    {
        Gen.Select(Units, Scales).Sample((units, scale) =>
        {
            var reader = new KeyReader([.. Number(units, scale), 77]);
            Assert.False(reader.TryReadNull());
            var whole = reader.ReadNumber();
            Assert.Equal(0, Compare(units, scale, whole.Units, whole.Scale));
            Assert.Equal([77], reader.Rest.ToArray());

            var quick = new KeyReader([.. Number(units, scale), 77]);
            if (!quick.TryReadNumber(out var few, out var fewScale))
            {
                Assert.True(BigInteger.Abs(whole.Units) >= BigInteger.Pow(10, 17));
                return;
            }
            Assert.Equal(0, Compare(units, scale, few, fewScale));
            Assert.Equal([77], quick.Rest.ToArray());
        }, iter: 2000);
    }

    [Fact]
    public void Usual_numbers_are_short()
    {
        Assert.Equal([2, 2], Number(0, 7));
        Assert.Equal([2, 3, 129, 13, 51, 0], Number(1250, 2));
        Assert.Equal([2, 1, 255 - 129, 255 - 13, 255 - 51, 255], Number(-125, 1));
    }

    [Fact]
    public void Keys_of_several_components_compare_as_their_values_do()
    {
        var rows = Gen.Select(Values(0), Values(1), Values(2), (a, b, c) => new[] { a, b, c });
        Gen.Select(rows, rows, Gen.Bool.Array[3], Gen.Bool.Array[3])
            .Sample(
                (a, b, descending, nullsFirst) =>
                {
                    var order = 0;
                    for (var i = 0; i < 3 && order == 0; i++)
                        order = CompareValues(a[i], b[i], descending[i], nullsFirst[i]);
                    Assert.Equal(
                        order,
                        Math.Sign(
                            Key(a, descending, nullsFirst).AsSpan().SequenceCompareTo(Key(b, descending, nullsFirst))));
                },
                iter: 5000);
    }

    [Fact]
    public void Components_are_read_back_one_after_another()
    {
        Gen.Select(Values(0), Values(1), Values(2)).Sample((number, text, boolean) =>
        {
            var reader = new KeyReader(Key([number, text, boolean], new bool[3], new bool[3]));
            byte[] scratch = [];
            Assert.Equal(number is null, reader.TryReadNull());
            if (number is (BigInteger units, int scale))
            {
                var read = reader.ReadNumber();
                Assert.Equal(0, Compare(units, scale, read.Units, read.Scale));
            }
            Assert.Equal(text is null, reader.TryReadNull());
            if (text is byte[] bytes)
                Assert.Equal(bytes, reader.ReadText(ref scratch).ToArray());
            Assert.Equal(boolean is null, reader.TryReadNull());
            if (boolean is bool value)
                Assert.Equal(value, reader.ReadBoolean());
            Assert.True(reader.Rest.IsEmpty);
        }, iter: 2000);
    }

    [Fact]
    public void A_key_can_be_taken_back_to_a_length()
    {
        var writer = new KeyWriter();
        writer.WriteText("a"u8);
        var length = writer.Length;
        writer.WriteText(new byte[1000]);
        writer.Truncate(length);
        Assert.Equal([2, 97, 0, 1], writer.Key.ToArray());
        writer.Clear();
        Assert.True(writer.Key.IsEmpty);
    }

    private static byte[] Number(BigInteger units, int scale, bool descending = false)
    {
        var writer = new KeyWriter();
        writer.WriteNumber(units, scale, descending);
        return writer.Key.ToArray();
    }

    private static byte[] Key(object?[] values, bool[] descending, bool[] nullsFirst)
    {
        var writer = new KeyWriter();
        for (var i = 0; i < values.Length; i++)
        {
            switch (values[i])
            {
                case null: writer.WriteNull(nullsFirst[i]); break;
                case (BigInteger units, int scale): writer.WriteNumber(units, scale, descending[i]); break;
                case byte[] text: writer.WriteText(text, descending[i]); break;
                case bool value: writer.WriteBoolean(value, descending[i]); break;
            }
        }
        return writer.Key.ToArray();
    }

    private static int CompareValues(object? a, object? b, bool descending, bool nullsFirst)
    {
        if (a is null || b is null)
            return a is null && b is null ? 0 : a is null == nullsFirst ? -1 : 1;
        var order = (a, b) switch
        {
            ((BigInteger unitsA, int scaleA), (BigInteger unitsB, int scaleB)) => Compare(
                unitsA,
                scaleA,
                unitsB,
                scaleB),
            (byte[] textA, byte[] textB) => textA.AsSpan().SequenceCompareTo(textB),
            _ => ((bool)a).CompareTo((bool)b),
        };
        return Math.Sign(descending ? -order : order);
    }

    private static int Compare(BigInteger a, int scaleA, BigInteger b, int scaleB)
    {
        if (a.Sign != b.Sign || a.IsZero) return a.Sign.CompareTo(b.Sign);
        // Powers of ten of 70,000 digits would take minutes: first by magnitude.
        var magnitude = Digits(a) - scaleA - (Digits(b) - scaleB);
        if (magnitude != 0) return Math.Sign(magnitude) * a.Sign;
        var scale = Math.Max(scaleA, scaleB);
        return (a * BigInteger.Pow(10, scale - scaleA)).CompareTo(b * BigInteger.Pow(10, scale - scaleB));

        static int Digits(BigInteger units) =>
            BigInteger.Abs(units).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
    }
}
