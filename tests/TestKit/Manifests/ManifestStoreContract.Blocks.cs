using Pipeline.Core.Requests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.TestKit.Manifests;

/// <summary>The part of the contract about blocks and their ranges.</summary>
public abstract partial class ManifestStoreContract
{
    [Fact]
    public async Task A_missing_block_is_null_or_throws()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.Null(await Store.GetBlockAsync("a", 1));
        await AssertNoBlock("a", 1);
    }

    [Fact]
    public async Task Ten_thousand_blocks_are_listed_in_order()
    {
        var blocks = Enumerable.Range(0, 10_000).Select(number => Block("a", number)).ToArray();
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([Block("b", 0)]);
        await Store.AddBlocksAsync(blocks);
        var listed = await List("a");
        Assert.Equal(blocks.Select(Text), listed.Select(Text));
    }

    [Fact]
    public async Task Blocks_are_listed_by_a_range_of_numbers()
    {
        await Store.CreateJobAsync(Job("a"));
        await Store.AddBlocksAsync([.. Enumerable.Range(0, 30).Select(number => Block("a", number))]);
        Assert.Equal(Enumerable.Range(9, 12), await Numbers(9, 12));
        Assert.Equal([28, 29], await Numbers(28, 256));
        Assert.Equal([29], await Numbers(29, int.MaxValue));
        Assert.Empty(await Numbers(30, 1));

        async Task<List<int>> Numbers(int first, int count)
        {
            var numbers = new List<int>();
            await foreach (var block in Store.ListBlocksAsync("a", first, count))
                numbers.Add(block.Number);
            return numbers;
        }
    }

    [Fact]
    public async Task Adding_blocks_again_adds_only_what_is_missing()
    {
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        await Store.PutReceiptAsync("a", 1, Receipt());
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1), Block("a", 2)]);
        Assert.Equal([null, Receipt(), null], (await List("a")).Select(block => block.Receipt));
    }

    [Fact]
    public async Task Blocks_planned_for_changed_files_conflict()
    {
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        var changed = Block("a", 1, Range(10, 21));
        var conflict = await Assert.ThrowsAsync<JobConflictException>(
            () => Store.AddBlocksAsync([Block("a", 0), changed]));
        Assert.Contains("block 1", conflict.Message, StringComparison.Ordinal);
        Assert.Equal([Text(Block("a", 0)), Text(Block("a", 1))], (await List("a")).Select(Text));
    }

    [Fact]
    public async Task A_conflicting_plan_adds_no_blocks()
    {
        await Store.AddBlocksAsync([Block("a", 1)]);
        var changed = Block("a", 1) with { Ranges = Block("a", 7).Ranges };
        await Assert.ThrowsAsync<JobConflictException>(() => Store.AddBlocksAsync([Block("a", 0), changed]));
        Assert.Equal(1, Assert.Single(await List("a")).Number);
        await Store.AddBlocksAsync([Block("a", 0)]);
    }

    [Fact]
    public async Task A_revised_block_has_its_new_ranges_and_nothing_else()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());
        var revised = Block("a", 0).Revised([Range(3, 10)]);
        Assert.True(await Store.ReviseBlockAsync(revised));
        AssertSame(revised, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_block_is_revised_only_from_the_previous_revision()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        var first = Block("a", 0).Revised([Range(3, 10)]);
        Assert.False(await Store.ReviseBlockAsync(first.Revised([Range(4, 10)])));
        var won = await Race(16, writer => Store.ReviseBlockAsync(Block("a", 0).Revised([Range(writer, 100)])));
        Assert.Single(won, true);
        Assert.Equal(1, (await Store.GetBlockAsync("a", 0))!.Revision);
    }

    [Fact]
    public async Task An_extended_block_keeps_its_receipt()
    {
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        await Store.PutReceiptAsync("a", 0, Receipt() with { EndedAt = 13 });
        var extended = (await Store.GetBlockAsync("a", 0))!.Extended();
        Assert.True(await Store.ExtendBlockAsync(extended));
        Assert.True(await Store.ExtendBlockAsync(extended));
        var found = await Store.GetBlockAsync("a", 0);
        AssertSame(Block("a", 0, Range(0, 13)) with { Receipt = Receipt() with { EndedAt = 13 } }, found);
        AssertSame(Block("a", 1), await Store.GetBlockAsync("a", 1));
    }

    [Fact]
    public async Task A_block_without_the_receipt_is_not_extended()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        var extended = (Block("a", 0) with { Receipt = Receipt() with { EndedAt = 13 } }).Extended();
        Assert.False(await Store.ExtendBlockAsync(extended));
        await Store.PutReceiptAsync("a", 0, Receipt());
        await Store.ReviseBlockAsync(Block("a", 0).Revised([Range(3, 10)]));
        await Store.PutReceiptAsync("a", 0, Receipt() with { Revision = 1 });
        Assert.False(await Store.ExtendBlockAsync(extended));
        Assert.Equal(Range(3, 10), Assert.Single((await Store.GetBlockAsync("a", 0))!.Ranges));
    }
}
