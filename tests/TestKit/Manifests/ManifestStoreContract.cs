using System.Text.Json;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using static Pipeline.TestKit.Manifests.SampleManifests;

namespace Pipeline.TestKit.Manifests;

/// <summary>The contract of every <see cref="IManifestStore"/>. Each store has a subclass that creates it.</summary>
public abstract partial class ManifestStoreContract
{
    private static readonly BlockFailure Gone = new("IOException", "the file system went away", 1);

    protected abstract IManifestStore Store { get; }

    protected async Task<List<BlockManifest>> List(string jobId)
    {
        var blocks = new List<BlockManifest>();
        await foreach (var block in Store.ListBlocksAsync(jobId))
            blocks.Add(block);
        return blocks;
    }

    protected static void AssertSame(JobManifest expected, JobManifest? found) =>
        Assert.Equal(Text(expected), Text(found!));

    protected static void AssertSame(BlockManifest expected, BlockManifest? found) =>
        Assert.Equal(Text(expected), Text(found!));

    /// <summary>Compares the JSON, since records with lists are not equal by value.</summary>
    private static string Text(JobManifest job) =>
        JsonSerializer.Serialize(job, ManifestsJson.Default.JobManifest);

    private static string Text(BlockManifest block) =>
        JsonSerializer.Serialize(block, ManifestsJson.Default.BlockManifest);

    /// <summary>Runs the action on this many threads at the same time.</summary>
    private static async Task<T[]> Race<T>(int writers, Func<int, Task<T>> write)
    {
        using var start = new Barrier(writers);
        return await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return write(writer);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }

    private async Task AssertNoBlock(string jobId, int number)
    {
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.PutReceiptAsync(jobId, number, Receipt()));
        await Assert.ThrowsAsync<JobNotFoundException>(
            () => Store.PutStartAsync(jobId, number, 0, new BlockStart(Now)));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.PutFailureAsync(jobId, number, 0, Gone));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.ReviseBlockAsync(Block(jobId, number).Revised([])));
        await Assert.ThrowsAsync<JobNotFoundException>(() => Store.ExtendBlockAsync(Block(jobId, number)));
    }
}
