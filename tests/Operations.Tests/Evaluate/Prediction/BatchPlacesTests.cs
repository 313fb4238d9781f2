using Pipeline.Operations.Evaluate.Prediction;

namespace Pipeline.Operations.Tests.Evaluate.Prediction;

public sealed class BatchPlacesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    public void A_record_has_one_place_whatever_comes_before_it(int size)
    {
        long[] offsets = [.. Enumerable.Range(0, 500).Select(i => 17L * i)];
        var whole = PlacesOf(new BatchPlaces(size), offsets);
        var reused = new BatchPlaces(size);
        foreach (var first in (int[])[0, 3, 499, 250])
            Assert.Equal(whole[first..], PlacesOf(reused, offsets[first..]));
    }

    /// <summary>Offsets of records of equal length, which are a multiple of the batch apart.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(4_096)]
    public void Batches_are_well_filled(int length)
    {
        var places = new BatchPlaces(32);
        for (var record = 0; record < 4_096; record++)
            places.Add(record, 1_000_003L + (long)record * length);
        Assert.InRange(places.Batches.Length, 128, 192);
    }

    [Fact]
    public void Without_records_there_are_no_batches() => Assert.Equal(0, new BatchPlaces(5).Batches.Length);

    /// <summary>Of each record its place, which it has in one batch alone.</summary>
    private static int[] PlacesOf(BatchPlaces places, long[] offsets)
    {
        places.Clear();
        for (var record = 0; record < offsets.Length; record++)
            places.Add(record, offsets[record]);
        var found = Enumerable.Repeat(-1, offsets.Length).ToArray();
        foreach (var batch in places.Batches)
        {
            for (var place = 0; place < batch.Length; place++)
            {
                if (batch[place] == BatchPlaces.Nobody) continue;
                Assert.Equal(-1, found[batch[place]]);
                found[batch[place]] = place;
            }
        }
        Assert.DoesNotContain(-1, found);
        return found;
    }
}
