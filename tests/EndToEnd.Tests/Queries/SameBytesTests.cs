using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.Core.Steps;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Queries;

/// <summary>
/// The result does not depend on how the work was cut: any block size and any number of workers give the same bytes.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class SameBytesTests : IDisposable
{
    private static readonly IReadOnlyList<Order> Orders = Order.Generate(6000);

    private readonly JobHarness _jobs = new();

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [MemberData(nameof(OrderQueries.AllNames), MemberType = typeof(OrderQueries))]
    public async Task Any_block_size_and_any_number_of_workers_give_the_same_bytes(string query)
    {
        _jobs.Write("data.csv", Order.Csv(Orders));
        var request = JobHarness.Query(OrderQueries.Sql(query));
        var whole = await _jobs.RunAsync(request with { BlockSize = 64 << 20 }, workers: 1);
        Assert.Equal((1, Orders.Count), (whole.Manifest.Blocks, whole.Result.Records));

        foreach (var (blockSize, workers) in new[]
            {
                (1 << 10, 8),
                (1 << 10, 1),
                (64 << 10, 8),
                (64 << 10, 1),
                (64 << 20, 8),
            })
        {
            var cut = await _jobs.RunAsync(request with { BlockSize = blockSize }, workers);
            Assert.True(
                blockSize != 1 << 10 || cut.Manifest.Blocks > MergesInRounds,
                "The file is to be large enough for rounds of merging.");
            Assert.Equal(whole.Text, cut.Text);
            Assert.Equal(
                whole.Result with
                {
                    Path = "",
                },
                cut.Result with
                {
                    Path = "",
                    Columns = whole.Result.Columns,
                });
        }
    }

    [Theory]
    [MemberData(nameof(OrderQueries.AllNames), MemberType = typeof(OrderQueries))]
    public async Task Every_output_format_and_every_layout_of_the_same_records_give_the_same_bytes(string query)
    {
        _jobs.Write("lf.csv", Order.Csv(Orders));
        _jobs.Write("crlf.csv", Order.Csv(Orders, newline: "\r\n", finalNewline: false));
        _jobs.Write("lines.jsonl", Order.JsonLines(Orders));
        foreach (var output in Enum.GetValues<OutputFormat>())
        {
            var request = JobHarness.Query(OrderQueries.Sql(query)) with { Output = output };
            var whole = await _jobs.RunAsync(request with { Dataset = ["lf.csv"], BlockSize = 64 << 20 }, workers: 1);
            foreach (var dataset in new[] { "lf.csv", "crlf.csv", "lines.jsonl" })
            {
                var cut = await _jobs.RunAsync(request with { Dataset = [dataset], BlockSize = 5_000 }, workers: 8);
                Assert.Equal(whole.Text, cut.Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OrderQueries.AllNames), MemberType = typeof(OrderQueries))]
    public async Task Blocks_and_buffers_of_a_few_bytes_change_nothing(string query)
    {
        using var tiny = new JobHarness(
            new CutSearchOptions(FirstBytes: 8, GuessBytes: 64, MaxBytes: 4096),
            new ReadingOptions(BufferBytes: 16, BatchRecords: 3));
        tiny.Write("data.csv", Order.Csv(Orders.Take(12)));
        tiny.Write("data.jsonl", Order.JsonLines(Orders.Take(12)));
        var request = JobHarness.Query(OrderQueries.Sql(query));
        var whole = await tiny.RunAsync(request, workers: 1);
        Assert.Equal(1, whole.Manifest.Blocks);

        foreach (var blockSize in new[] { 1, 2, 3, 7, 13, 31, 64 })
        {
            foreach (var dataset in new[] { "data.csv", "data.jsonl" })
            {
                var cut = await tiny.RunAsync(request with { Dataset = [dataset], BlockSize = blockSize }, workers: 3);
                Assert.Equal(whole.Text, cut.Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OrderQueries.AllNames), MemberType = typeof(OrderQueries))]
    public async Task Several_files_give_the_same_bytes_as_one(string query)
    {
        _jobs.Write("whole.csv", Order.Csv(Orders));
        var number = 0;
        foreach (var some in Orders.Chunk(371))
            _jobs.Write($"days/day-{++number}.csv", Order.Csv(some, finalNewline: number % 2 == 0));
        var request = JobHarness.Query(OrderQueries.Sql(query));
        var whole = await _jobs.RunAsync(request with { Dataset = ["whole.csv"] });
        foreach (var blockSize in new[] { 4 << 10, 100_000 })
        {
            var several = await _jobs.RunAsync(request with { Dataset = ["days/*.csv"], BlockSize = blockSize });
            Assert.Equal(number, several.Manifest.Files);
            Assert.Equal(whole.Text, several.Text);
        }
    }

    private const int MergesInRounds = MergeRounds.FanIn;
}
