using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Entries;

public class MergedStreamTests
{
    private static readonly Gen<(byte[] Key, byte[] Value)[][]> Inputs = EntryLists
        .Lists.Select(list => list.Sorted())
        .Array[0, 9];

    [Fact]
    public void A_merge_is_the_stable_sort_of_its_inputs()
    {
        Inputs.Sample(inputs => Assert.Equal(
            inputs.SelectMany(input => input).Sorted().Show(),
            Merge(inputs).Drain()));
    }

    [Fact]
    public void Merging_is_associative()
    {
        Gen.Select(Inputs, Gen.Int[0, 9]).Sample((inputs, at) => Assert.Equal(
            Merge(inputs).Drain(),
            new MergedStream([Merge(inputs.Take(at)), Merge(inputs.Skip(at))]).Drain()));
    }

    [Fact]
    public void The_empty_stream_changes_nothing()
    {
        EntryLists
            .Lists.Select(list => list.Sorted())
            .Sample(list =>
            {
                Assert.Equal(
                    list.Show(),
                    new MergedStream([new ConcatenatedStream([]), list.Stream(), new MergedStream([])]).Drain());
                Assert.Equal(
                    list.Show(),
                    new ConcatenatedStream([new ConcatenatedStream([]), list.Stream(), new MergedStream([])]).Drain());
            });
    }

    [Fact]
    public void Equal_keys_come_in_the_order_of_the_inputs()
    {
        var inputs = Enumerable
            .Range(0, 200)
            .Select(i => EntryLists.Of($"long common key={i}", $"long common key={i}'"));
        Assert.Equal(
            Enumerable.Range(0, 200).SelectMany(i => new[] { $"long common key={i}", $"long common key={i}'" }),
            Merge(inputs).Drain());
    }

    [Fact]
    public void A_key_of_all_ones_is_not_taken_for_an_end()
    {
        byte[] ones = [255, 255, 255, 255, 255, 255, 255, 255];
        var merged = Merge([[(ones, [1])], [], [(ones, [2]), ([.. ones, 0], [3])]]);
        Assert.Equal(3, merged.Drain().Length);
    }

    [Fact]
    public void A_limit_keeps_the_first_entries_and_reads_all_inputs_to_their_ends()
    {
        Gen.Select(Inputs, Gen.Int[0, 30]).Sample((inputs, limit) =>
        {
            var streams = inputs.Select(input => input.Stream()).ToArray();
            Assert.Equal(Merge(inputs).Drain().Take(limit), new MergedStream(streams, limit).Drain());
            Assert.All(streams, stream => Assert.False(stream.MoveNext()));
        });
    }

    [Fact]
    public void Streams_follow_one_another_up_to_a_limit()
    {
        Gen.Select(EntryLists.Lists.Array[0, 5], Gen.Int[0, 30])
            .Sample(
                (inputs, limit) =>
                {
                    var all = inputs.SelectMany(input => input).Show();
                    Assert.Equal(all, new ConcatenatedStream([.. inputs.Select(input => input.Stream())]).Drain());
                    Assert.Equal(
                        all.Take(limit),
                        new ConcatenatedStream([.. inputs.Select(input => input.Stream())], limit).Drain());
                });
    }

    [Fact]
    public void A_stream_cut_short_by_a_limit_is_read_to_its_end()
    {
        var cut = EntryLists.Of("b=2", "c=3").Stream();
        var untouched = EntryLists.Of("d=4").Stream();
        Assert.Equal(
            ["a=1", "b=2"],
            new ConcatenatedStream([EntryLists.Of("a=1").Stream(), cut, untouched], 2).Drain());
        Assert.False(cut.MoveNext());
        Assert.True(untouched.MoveNext());
    }

    [Fact]
    public void Values_of_equal_keys_are_combined_and_single_ones_pass()
    {
        var sorted = EntryLists.Of("a=1", "a=2", "a=39", "aa=+05", "b=7", "b=-7");
        Assert.Equal(["a=42", "aa=+05", "b=0"], new CombinedStream(sorted.Stream(), new Sums()).Drain());
        Assert.Empty(new CombinedStream(new ConcatenatedStream([]), new Sums()).Drain());
    }

    private static MergedStream Merge(IEnumerable<(byte[], byte[])[]> inputs) =>
        new([.. inputs.Select(input => input.Stream())]);
}
