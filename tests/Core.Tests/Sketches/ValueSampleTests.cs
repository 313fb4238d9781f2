using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Core.Tests.Sketches;

public sealed class ValueSampleTests
{
    private const int Max = 10;

    [Fact]
    public void Samples_of_any_parts_merged_in_any_order_are_the_sample_of_the_whole() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 5], Gen.Int[0, 1000]).Sample((records, parts, seed) =>
        {
            var random = new Random(seed);
            var samples = Enumerable.Range(0, parts).Select(_ => new ValueSample(Max)).ToArray();
            for (var record = 0; record < records; record++)
                Add(samples[random.Next(parts)], record);
            random.Shuffle(samples);
            var merged = new ValueSample(Max);
            foreach (var sample in samples)
            {
                var reader = new StateReader(Bytes(sample));
                merged.Merge(ref reader);
            }
            Assert.Equal(Bytes(Of(records)), Bytes(merged));
            Assert.Equal(Math.Min(records, Max), merged.Values().Count);
        }, iter: 500);

    [Fact]
    public void Each_value_is_there_as_often_as_its_share_has_it()
    {
        var sample = new ValueSample(8192);
        for (var record = 0; record < 200_000; record++)
            sample.Add(ValueHash.OfPlace(7, record * 40L), record % 10 == 0 ? "rare"u8 : "common"u8);
        // Five standard deviations of a binomial distribution.
        Assert.InRange(sample.Values().Count(value => value.ToString() == "rare"), 819 - 136, 819 + 136);
    }

    [Fact]
    public void A_value_that_is_cut_ends_before_the_character_that_does_not_fit()
    {
        var text = Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat("é", 100)));
        Assert.Equal(
            "x" + string.Concat(Enumerable.Repeat("é", 63)) + "…",
            new ValueText(ValueText.StartOf(text).ToArray(), text.Length).ToString());
    }

    private static ValueSample Of(int records)
    {
        var sample = new ValueSample(Max);
        for (var record = 0; record < records; record++)
            Add(sample, record);
        return sample;
    }

    private static void Add(ValueSample sample, int record)
    {
        var place = ValueHash.OfPlace(1, record);
        if (place < sample.Threshold)
            sample.Add(place, Encoding.ASCII.GetBytes(record.ToString(CultureInfo.InvariantCulture)));
    }

    private static byte[] Bytes(ValueSample sample)
    {
        var writer = new StateWriter();
        sample.Write(writer);
        return writer.Written.ToArray();
    }
}
