using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.TestKit.Manifests;

/// <summary>The part of the contract about receipts, failures and starts.</summary>
public abstract partial class ManifestStoreContract
{
    [Fact]
    public async Task A_receipt_removes_the_failure()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone));
        AssertSame(Block("a", 0) with { Failure = Gone }, await Store.GetBlockAsync("a", 0));
        Assert.Equal(Receipt(), await Store.PutReceiptAsync("a", 0, Receipt()));
        AssertSame(Block("a", 0) with { Receipt = Receipt() }, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_start_remains_until_its_attempt_ends()
    {
        var start = new BlockStart(Now);
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.False(await Store.PutStartAsync("a", 0, 1, start));
        Assert.True(await Store.PutStartAsync("a", 0, 0, start));
        AssertSame(Block("a", 0) with { Start = start }, await Store.GetBlockAsync("a", 0));

        // An attempt that fails, a second one after the failure, and the receipt.
        await Store.PutFailureAsync("a", 0, 0, Gone);
        AssertSame(Block("a", 0) with { Failure = Gone }, await Store.GetBlockAsync("a", 0));
        Assert.True(await Store.PutStartAsync("a", 0, 0, start));
        AssertSame(Block("a", 0) with { Failure = Gone, Start = start }, await Store.GetBlockAsync("a", 0));
        await Store.PutReceiptAsync("a", 0, Receipt());
        AssertSame(Block("a", 0) with { Receipt = Receipt() }, await Store.GetBlockAsync("a", 0));

        // A late start, and one of the next pass.
        Assert.False(await Store.PutStartAsync("a", 0, 0, start));
        Assert.True(await Store.PutStartAsync("a", 0, 0, start with { Pass = 1 }));
        AssertSame(
            Block("a", 0) with { Receipt = Receipt(), Start = start with { Pass = 1 } },
            await Store.GetBlockAsync("a", 0));
        var revised = Block("a", 0).Revised([Range(3, 10)]);
        Assert.True(await Store.ReviseBlockAsync(revised));
        AssertSame(revised, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_start_is_not_a_receipt()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutStartAsync("a", 0, 0, new BlockStart(Now));
        await Store.AddBlocksAsync([Block("a", 0), Block("a", 1)]);
        await Assert.ThrowsAsync<JobConflictException>(() => Store.AddBlocksAsync([Block("a", 0, Range(0, 9))]));
        Assert.Equal(2, (await List("a")).Count);
    }

    [Fact]
    public async Task A_receipt_may_report_a_bad_record()
    {
        var bad = Receipt() with { Partial = null, Bad = new BadRecordInfo("a.csv", 3, "Expected 2 fields; found 3.") };
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, bad);
        Assert.Equal(bad, (await Store.GetBlockAsync("a", 0))!.Receipt);
    }

    [Fact]
    public async Task The_first_of_concurrent_receipts_wins()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        var returned = await Race(16, writer => Store.PutReceiptAsync("a", 0, Receipt() with { Records = writer }));
        var first = (await Store.GetBlockAsync("a", 0))!.Receipt;
        Assert.NotNull(first);
        Assert.All(returned, receipt => Assert.Equal(first, receipt));
    }

    [Fact]
    public async Task A_receipt_of_another_revision_is_rejected()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.ReviseBlockAsync(Block("a", 0).Revised([Range(1, 5)]));
        Assert.Null(await Store.PutReceiptAsync("a", 0, Receipt()));
        Assert.Null(await Store.PutReceiptAsync("a", 0, Receipt() with { Revision = 2 }));
        Assert.Null((await Store.GetBlockAsync("a", 0))!.Receipt);
        Assert.Equal(1, (await Store.PutReceiptAsync("a", 0, Receipt() with { Revision = 1 }))!.Revision);
        Assert.Null(await Store.PutReceiptAsync("a", 0, Receipt()));
    }

    [Fact]
    public async Task A_receipt_of_a_later_pass_replaces_an_earlier_one()
    {
        var (first, second) = (Receipt(), Receipt() with { Pass = 1 });
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.Equal(first, await Store.PutReceiptAsync("a", 0, first));
        Assert.Equal(second, await Store.PutReceiptAsync("a", 0, second));
        Assert.Equal(second, (await Store.GetBlockAsync("a", 0))!.Receipt);

        // A late worker, and a second one in the same pass.
        Assert.Equal(second, await Store.PutReceiptAsync("a", 0, first));
        Assert.Equal(second, await Store.PutReceiptAsync("a", 0, second with { Records = 9 }));
        Assert.Equal(second, (await Store.GetBlockAsync("a", 0))!.Receipt);

        var revised = Block("a", 0).Revised([Range(3, 10)]);
        Assert.True(await Store.ReviseBlockAsync(revised));
        AssertSame(revised, await Store.GetBlockAsync("a", 0));
        Assert.Null(await Store.PutReceiptAsync("a", 0, second with { Pass = 2 }));
        Assert.Equal(1, (await Store.PutReceiptAsync("a", 0, second with { Revision = 1 }))!.Pass);
    }

    [Fact]
    public async Task The_first_of_concurrent_receipts_of_a_later_pass_wins()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());
        var returned = await Race(
            16, writer => Store.PutReceiptAsync("a", 0, Receipt() with { Records = writer, Pass = 1 }));
        var first = (await Store.GetBlockAsync("a", 0))!.Receipt;
        Assert.Equal(1, first!.Pass);
        Assert.All(returned, receipt => Assert.Equal(first, receipt));
    }

    [Fact]
    public async Task A_failure_in_a_later_pass_is_kept_until_that_pass_has_a_receipt()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        await Store.PutReceiptAsync("a", 0, Receipt());
        Assert.False(await Store.PutFailureAsync("a", 0, 0, Gone));
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone with { Pass = 1 }));
        AssertSame(
            Block("a", 0) with { Receipt = Receipt(), Failure = Gone with { Pass = 1 } },
            await Store.GetBlockAsync("a", 0));
        await Store.PutReceiptAsync("a", 0, Receipt() with { Pass = 1 });
        Assert.False(await Store.PutFailureAsync("a", 0, 0, Gone with { Pass = 1 }));
        AssertSame(Block("a", 0) with { Receipt = Receipt() with { Pass = 1 } }, await Store.GetBlockAsync("a", 0));
    }

    [Fact]
    public async Task A_failure_is_kept_until_there_is_a_receipt_or_another_revision()
    {
        await Store.AddBlocksAsync([Block("a", 0)]);
        Assert.False(await Store.PutFailureAsync("a", 0, 1, Gone));
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone));
        Assert.True(await Store.PutFailureAsync("a", 0, 0, Gone with { Attempts = 2 }));
        Assert.Equal(2, (await Store.GetBlockAsync("a", 0))!.Failure!.Attempts);
        await Store.PutReceiptAsync("a", 0, Receipt());
        Assert.False(await Store.PutFailureAsync("a", 0, 0, Gone));
        Assert.Null((await Store.GetBlockAsync("a", 0))!.Failure);
    }
}
