using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Core.Tests.Sketches;

public sealed class ValueCountsTests
{
    private const int MostWhole = 40;
    private const int MaxSampled = 10;

    private static readonly Gen<int[]> Values = Gen.OneOf(
        Gen.Int[0, 20].Array[0, 100],
        Gen.Int[0, 60].Array[0, 200],
        Gen.Int[0, 100_000].Array[0, 600]);

    [Fact]
    public void Counts_of_any_parts_merged_in_any_order_are_those_of_the_whole() =>
        Gen.Select(Values, Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((values, parts, seed) =>
        {
            var random = new Random(seed);
            var counts = Enumerable.Range(0, parts).Select(_ => New()).ToArray();
            foreach (var value in values)
                Add(counts[random.Next(parts)], value);
            random.Shuffle(counts);
            var merged = New();
            foreach (var part in counts)
                Merge(merged, Bytes(part));
            Assert.Equal(Bytes(Of(values)), Bytes(merged));
        }, iter: 500);

    [Fact]
    public void It_does_not_matter_when_the_sample_is_taken() => Values.Sample(values =>
    {
        var late = New();
        foreach (var value in values)
            late.Add(Hash(value), Text(value));
        late.Sample();
        Assert.Equal(Bytes(Of(values)), Bytes(late));
    }, iter: 200);

    [Fact]
    public void Few_values_are_all_counted_and_of_many_some_exactly() => Values.Sample(values =>
    {
        var counts = Of(values);
        var expected = values.CountBy(value => value).ToDictionary();
        Assert.Equal(expected.Count <= MostWhole, counts.Level == 0);
        Assert.True(counts.Level == 0 || counts.Count <= MaxSampled);
        foreach (var value in counts.Sorted())
            Assert.Equal(expected[int.Parse(value.Text.ToString(), CultureInfo.InvariantCulture)], value.Count);
        Assert.Equal(expected.Keys.Count(value => counts.Counts(Hash(value))), counts.Count);
    }, iter: 500);

    [Fact]
    public void Long_values_are_too_many_sooner_and_are_cut()
    {
        var counts = new ValueCounts(MostWhole, 1000, MaxSampled);
        for (var i = 0; i < 4; i++)
        {
            var text = Encoding.ASCII.GetBytes(new string((char)('a' + i), 300));
            counts.Add(ValueHash.Of(text), text);
        }
        Assert.True(counts.IsOver);
        counts.Sample();
        Assert.True(counts.Level > 0);
        Assert.All(counts.Sorted(), value =>
            Assert.Equal(
                (ValueText.MaxBytes, 300L, false),
                (value.Text.Start.Length, value.Text.Length, value.Text.IsWhole)));
    }

    private static ValueCounts New() => new(MostWhole, 1 << 20, MaxSampled);

    private static ValueCounts Of(IEnumerable<int> values)
    {
        var counts = New();
        foreach (var value in values)
            Add(counts, value);
        return counts;
    }

    private static void Add(ValueCounts counts, int value)
    {
        if (!counts.Counts(Hash(value))) return;
        counts.Add(Hash(value), Text(value));
        counts.Sample();
    }

    private static byte[] Text(int value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));

    private static ulong Hash(int value) => ValueHash.Of(Text(value));

    private static void Merge(ValueCounts counts, byte[] written)
    {
        var reader = new StateReader(written);
        counts.Merge(ref reader);
    }

    private static byte[] Bytes(ValueCounts counts)
    {
        var writer = new StateWriter();
        counts.Write(writer);
        return writer.Written.ToArray();
    }
}
