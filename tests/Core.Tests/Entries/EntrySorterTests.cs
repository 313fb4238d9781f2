using System.Globalization;
using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Entries;

public sealed class EntrySorterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScratchFolder _scratch;

    public EntrySorterTests() => _scratch = new ScratchFolder(Path.Combine(_folder.Path, "scratch"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sorting_is_stable_whatever_the_budget()
    {
        Gen.Select(EntryLists.Lists, Gen.OneOf(1, 30, 100, 300, EntrySorter.DefaultBudget)).Sample((list, budget) =>
            Assert.Equal(list.Sorted().Show(), Sort(list, new EntrySorter(_scratch, budget))), iter: 300, threads: 1);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Long_equal_and_nearly_equal_keys_are_sorted()
    {
        var long1 = new string('x', 200);
        var list = Enumerable
            .Range(0, 500)
            .SelectMany(i =>
                EntryLists.Of($"{long1}{i * 7919 % 97}={i}", $"{long1[..(i % 200)]}={i}", $"{long1}\0={i}"))
            .ToArray();
        Assert.Equal(list.Sorted().Show(), Sort(list, new EntrySorter(_scratch)));
    }

    [Fact]
    public void More_runs_than_may_be_open_are_merged_in_rounds()
    {
        var list = Enumerable.Range(0, 1000).SelectMany(i => EntryLists.Of($"{i * 7919 % 101}={i}")).ToArray();
        // One entry a run.
        Assert.Equal(list.Sorted().Show(), Sort(list, new EntrySorter(_scratch, 1)));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_limit_keeps_the_first_by_key_and_arrival()
    {
        Gen.Select(EntryLists.Lists, Gen.Int[0, 50], Gen.OneOf(1, 100, EntrySorter.DefaultBudget))
            .Sample(
                (list, limit, budget) =>
                    Assert.Equal(
                        list.Sorted().Show().Take(limit),
                        Sort(list, new EntrySorter(_scratch, budget, limit: limit))),
                iter: 300,
                threads: 1);
    }

    [Fact]
    public void A_small_limit_needs_no_scratch_files_however_many_entries()
    {
        var list = Enumerable.Range(0, 20_000).SelectMany(i => EntryLists.Of($"{20_000 - i:d5}={i}")).ToArray();
        var sorter = new EntrySorter(_scratch, 8000, limit: 10);
        foreach (var (key, value) in list)
            sorter.Add(key, value);
        Assert.Empty(_folder.Files);
        Assert.Equal(list.Sorted().Show().Take(10), sorter.ToSorted().Drain());
    }

    [Fact]
    public void Combining_gives_one_entry_a_key_whatever_the_budget()
    {
        Gen.Select(EntryLists.Keys.Array[0, 40], Gen.OneOf(1, 100, EntrySorter.DefaultBudget))
            .Sample(
                (keys, budget) =>
                {
                    var expected = keys.GroupBy(key => string.Join(' ', key))
                        .Select(group => (group.First(), CultureText(group.Count())))
                        .Sorted()
                        .Show();
                    Assert.Equal(
                        expected,
                        Sort(
                            [.. keys.Select(key => (key, "1"u8.ToArray()))],
                            new EntrySorter(_scratch, budget, new Sums())));
                },
                iter: 300,
                threads: 1);

        static byte[] CultureText(int count) =>
            System.Text.Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture));
    }

    private static string[] Sort((byte[] Key, byte[] Value)[] list, EntrySorter sorter)
    {
        foreach (var (key, value) in list)
            sorter.Add(key, value);
        return sorter.ToSorted().Drain();
    }
}
