using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Aggregation;
using Pipeline.Operations.Query.Binding;
using Pipeline.TestKit;

namespace Pipeline.Operations.Tests.Query.Aggregation;

public sealed class GroupsTests : IDisposable
{
    /// <summary>In the order of <see cref="ExpectedAggregates"/>.</summary>
    private static readonly AggregateShape[] All =
    [
        new(AggregateFunction.CountAll, null),
        new(AggregateFunction.Count, ColumnKind.Number),
        new(AggregateFunction.CountDistinct, ColumnKind.Number),
        new(AggregateFunction.Sum, ColumnKind.Number),
        new(AggregateFunction.Avg, ColumnKind.Number),
        new(AggregateFunction.Min, ColumnKind.Number),
        new(AggregateFunction.Max, ColumnKind.Number),
        new(AggregateFunction.Min, ColumnKind.Text),
        new(AggregateFunction.Max, ColumnKind.Text),
        new(AggregateFunction.CountDistinct, ColumnKind.Text),
        new(AggregateFunction.Min, ColumnKind.Boolean),
        new(AggregateFunction.Max, ColumnKind.Boolean),
        new(AggregateFunction.Variance, ColumnKind.Number),
        new(AggregateFunction.VarianceOfAll, ColumnKind.Number),
        new(AggregateFunction.Deviation, ColumnKind.Number),
        new(AggregateFunction.DeviationOfAll, ColumnKind.Number),
        new(AggregateFunction.ApproximateCountDistinct, ColumnKind.Number),
        new(AggregateFunction.ApproximateCountDistinct, ColumnKind.Text),
        new(AggregateFunction.ApproximateCountDistinct, ColumnKind.Boolean),
        new(AggregateFunction.Quantile, ColumnKind.Number, new Number(5, 1)),
        new(AggregateFunction.CountDistinct, ColumnKind.Number, Argument: 1),
        new(AggregateFunction.Quantile, ColumnKind.Number, Number.Zero, Argument: 1),
        new(AggregateFunction.Quantile, ColumnKind.Number, new Number(87, 2), Argument: 1),
        new(AggregateFunction.Quantile, ColumnKind.Number, new Number(1, 0), Argument: 1),
    ];

    private static readonly ColumnKind[][] Keys =
    [
        [],
        [ColumnKind.Text],
        [ColumnKind.Number],
        [ColumnKind.Boolean, ColumnKind.Text],
        [ColumnKind.Text, ColumnKind.Number, ColumnKind.Boolean],
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly ScratchFolder _scratch;

    public GroupsTests() => _scratch = new ScratchFolder(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Aggregates_are_those_of_the_rows_of_each_group()
    {
        Gen.Select(Row.Lists, Gen.OneOf(Keys))
            .Sample(
                (rows, keys) =>
                {
                    var plan = new AggregatePlan(keys, All);
                    var expected = rows.GroupBy(row => GroupRows.Show(GroupRows.KeyOf(row, keys)))
                        .ToDictionary(group => group.Key, group => GroupRows.Show(ExpectedAggregates.Of([.. group])));
                    if (keys.Length == 0 && rows.Length == 0)
                        expected.Add("", GroupRows.Show(ExpectedAggregates.Of([])));
                    var found = GroupRows.Read(plan, Block(plan, rows, EntrySorter.DefaultBudget).Stream());
                    Assert.Equal(
                        expected.OrderBy(pair => pair.Key, StringComparer.Ordinal),
                        found.OrderBy(pair => pair.Key, StringComparer.Ordinal));
                },
                iter: 500,
                threads: 1);
    }

    [Fact]
    public void Blocks_cut_anyhow_and_merged_in_any_tree_give_the_same_bytes()
    {
        Gen.Select(
                Row.Lists,
                Gen.OneOf(Keys),
                Gen.Int[0, 30].Array[0, 6],
                Gen.OneOf(1, 300, 3000, EntrySorter.DefaultBudget),
                Gen.Int[0, 1000])
            .Sample(
                (rows, keys, cuts, budget, seed) =>
                {
                    var plan = new AggregatePlan(keys, All);
                    var whole = Block(plan, rows, EntrySorter.DefaultBudget).Show();
                    int[] ends = [.. cuts.Where(cut => cut < rows.Length).Order(), rows.Length];
                    var streams = ends.Select((end, i) => Block(plan, rows[(i == 0 ? 0 : ends[i - 1])..end], budget))
                        .ToList();
                    var random = new Random(seed);
                    while (streams.Count > 1)
                    {
                        var at = random.Next(streams.Count - 1);
                        var count = Math.Min(streams.Count - at, random.Next(2, 4));
                        var merged = Merge(plan, streams.GetRange(at, count));
                        streams.RemoveRange(at, count);
                        streams.Insert(at, merged);
                    }
                    Assert.Equal(whole, streams[0].Show());
                    Assert.Empty(_folder.Files);
                },
                iter: 500,
                threads: 1);
    }

    [Fact]
    public void Rows_kept_and_sorted_give_the_bytes_that_the_table_gives()
    {
        AggregateShape[] numbers =
        [
            .. All.Where(call => call.ArgumentKind is null or ColumnKind.Number && !call.KeepsValues),
        ];
        Gen.Select(
                Row.Lists,
                Gen.OneOf(Keys.Where(keys => keys.Length > 0).ToArray()),
                Gen.OneOf(1, 300, 3000, EntrySorter.DefaultBudget),
                Gen.Int[1, 20])
            .Sample(
                (rows, keys, budget, trialRows) =>
                {
                    var plan = new AggregatePlan(keys, numbers);
                    Assert.Equal(
                        Block(plan, rows, EntrySorter.DefaultBudget).Show(),
                        Block(plan, rows, budget, trialRows).Show());
                    Assert.Empty(_folder.Files);
                },
                iter: 1000,
                threads: 1);
    }

    [Theory]
    [InlineData(EntrySorter.DefaultBudget)]
    [InlineData(1_000_000)]
    public void Groups_of_hardly_more_than_a_row_are_all_found(int budget)
    {
        var plan = new AggregatePlan(
            [ColumnKind.Text, ColumnKind.Number],
            [new(AggregateFunction.CountAll, null), new(AggregateFunction.Sum, ColumnKind.Number)]);
        // Scales grow on the way, and some numbers are not longs.
        var rows = Enumerable
            .Range(0, 60_000)
            .Select(i => new Row(
                $"{(i < 50_000 ? i : 7 * i % 50_000):d6}",
                new Number(i % 9_000 == 5 ? long.MaxValue : i, i / 20_000),
                null))
            .ToArray();
        var table = new AggregatePlan(
            [ColumnKind.Text, ColumnKind.Number],
            [.. plan.Aggregates, new(AggregateFunction.Max, ColumnKind.Text)]);
        Assert.Equal(
            GroupRows.Read(table, Block(table, rows, EntrySorter.DefaultBudget).Stream())
                .Select(pair => $"{pair.Key}: {pair.Value[..pair.Value.LastIndexOf(' ')]}"),
            GroupRows.Read(plan, Block(plan, rows, budget).Stream()).Select(pair => $"{pair.Key}: {pair.Value}"));
    }

    [Fact]
    public void Sums_beyond_every_fixed_size_are_exact()
    {
        var plan = new AggregatePlan([], [new(AggregateFunction.Sum, ColumnKind.Number)]);
        var rows = Enumerable
            .Range(0, 1000)
            .Select(i => new Row(null, new Number(System.Numerics.BigInteger.Pow(10, 37) + i, i % 40), null))
            .Concat(Enumerable.Range(0, 1000).Select(i => new Row(null, new Number(long.MaxValue, i % 19), null)))
            .ToArray();
        var expected = rows.Aggregate(Number.Zero, (sum, row) => sum + row.Number!.Value);
        Assert.Equal(
            [$"{expected}"],
            GroupRows.Read(plan, Block(plan, rows, EntrySorter.DefaultBudget).Stream()).Values);
    }

    [Fact]
    public void Many_groups_are_found_again_after_the_table_has_grown()
    {
        var plan = new AggregatePlan([ColumnKind.Text], [new(AggregateFunction.CountAll, null)]);
        var rows = Enumerable.Range(0, 30_000).Select(i => new Row($"{i % 10_000}", null, null)).ToArray();
        var found = GroupRows.Read(plan, Block(plan, rows, EntrySorter.DefaultBudget).Stream());
        Assert.Equal(10_000, found.Count);
        Assert.All(found.Values, count => Assert.Equal("3", count));
        Assert.Equal(found, GroupRows.Read(plan, Block(plan, rows, 5000).Stream()));
    }

    /// <summary>Who makes the result takes the entries as they are before equal keys are combined.</summary>
    [Fact]
    public void Groups_are_the_same_whoever_combines_them()
    {
        var plan = new AggregatePlan(
            [ColumnKind.Text],
            [new(AggregateFunction.CountAll, null), new(AggregateFunction.Sum, ColumnKind.Number)]);
        var rows = Enumerable
            .Range(0, 5000)
            .Select(i => new Row($"{i * 7919 % 3000}", new Number(i, i % 4), null))
            .ToArray();
        var partials = rows.Chunk(900).Select(some => Block(plan, some, EntrySorter.DefaultBudget)).ToArray();
        var combined = GroupRows.Read(plan, Merge(plan, partials).Stream());
        Assert.Equal(3000, combined.Count);
        using var merged = new CombinedStream(
            new MergedStream([.. partials.Select(partial => partial.Stream())]),
            plan.CreateCombiner());
        Assert.Equal(combined, GroupRows.Read(plan, merged.Uncombined()));
    }

    [Fact]
    public void Groups_come_in_key_order_with_NULL_last()
    {
        var plan = new AggregatePlan([ColumnKind.Text], []);
        var rows = new string?[] { "b", null, "a", "", "b", "ab" }.Select(text => new Row(text, null, null)).ToArray();
        Assert.Equal(["''", "'a'", "'ab'", "'b'", "NULL"], GroupRows.Read(plan, Block(plan, rows, 1).Stream()).Keys);
    }

    /// <summary>The partial of a block, fed in batches of a few rows.</summary>
    private (byte[], byte[])[] Block(AggregatePlan plan, Row[] rows, int budget, int trialRows = 16 * 1024)
    {
        var accumulator = new GroupAccumulator(plan, _scratch, budget, trialRows);
        foreach (var batch in rows.Chunk(rows.Length > 1000 ? 4096 : 7))
        {
            accumulator.Add(
                [.. plan.KeyKinds.Select(kind => GroupRows.Argument(kind, batch)!)],
                [.. plan.Aggregates.Select(call => GroupRows.Argument(call.ArgumentKind, batch))],
                batch.Length);
        }
        return ToList(accumulator.Complete());
    }

    private static (byte[], byte[])[] Merge(AggregatePlan plan, IEnumerable<(byte[], byte[])[]> partials) =>
        ToList(
            new CombinedStream(
                new MergedStream([.. partials.Select(partial => partial.Stream())]),
                plan.CreateCombiner()));

    private static (byte[], byte[])[] ToList(EntryStream stream)
    {
        using (stream)
        {
            var list = new List<(byte[], byte[])>();
            while (stream.MoveNext())
                list.Add((stream.Key.ToArray(), stream.Value.ToArray()));
            return [.. list];
        }
    }
}
