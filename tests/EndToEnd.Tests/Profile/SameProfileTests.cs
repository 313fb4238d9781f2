using Pipeline.EndToEnd.Tests.Queries;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Profile;

public sealed class SameProfileTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData("data.csv")]
    [InlineData("data.jsonl")]
    public async Task Any_block_size_and_any_number_of_workers_give_the_same_bytes(string dataset)
    {
        // More than 16,384, so that not all ids are counted.
        var orders = Order.Generate(18_000);
        _jobs.Write(
            dataset,
            dataset.EndsWith(".csv", StringComparison.Ordinal) ? Order.Csv(orders) : Order.JsonLines(orders));
        var whole = await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request(dataset, 64 << 20), workers: 1);
        Assert.Equal(18_000, ProfileJobs.Read(whole.Json).GetProperty("records").GetInt32());
        foreach (var (blockSize, workers) in new[] { (4 << 10, 8), (100_000, 1), (300_000, 4), (64 << 20, 8) })
            Assert.Equal(whole, await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request(dataset, blockSize), workers));
    }

    [Fact]
    public async Task Blocks_of_a_few_bytes_change_nothing()
    {
        _jobs.Write("data.csv", Order.Csv(Order.Generate(12)));
        var whole = await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request(), workers: 1);
        foreach (var blockSize in new[] { 1, 7, 31, 64 })
            Assert.Equal(
                whole,
                await ProfileJobs.RunAsync(_jobs, ProfileJobs.Request(blockSize: blockSize), workers: 3));
    }
}
