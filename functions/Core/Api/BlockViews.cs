using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>The blocks of a job: page by page, or all of them as one letter each. One that is not split yet has none.</summary>
internal sealed class BlockViews(IManifestStore store, JobFinder finder)
{
    private const int MostBlocks = 1_000;
    private const int UsualBlocks = 100;
    private const int Slowest = 5;

    /// <summary>Of one page, unless its first block has more: a block of small files names them all, and an answer of Lambda has at most 6 MB.</summary>
    private const int MostRanges = 10_000;

    /// <summary><c>GET /jobs/{id}/blocks</c></summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> ListAsync(string id, ApiRequest request, CancellationToken cancel)
    {
        var job = await finder.FindAsync(id, cancel).ConfigureAwait(false);
        var limit = JobsApi.Number(request, "limit", 1, MostBlocks, UsualBlocks);
        var first = JobsApi.Number(request, "next", 0, int.MaxValue, 0);
        var blocks = new List<BlockManifest>();
        var ranges = 0;
        await foreach (var block in BlocksOf(job, first, limit, cancel).ConfigureAwait(false))
        {
            ranges += block.Ranges.Count;
            if (blocks.Count > 0 && ranges > MostRanges) break;
            blocks.Add(block);
        }
        var next = first + blocks.Count;
        return ApiResponse.Json(200, json =>
        {
            json.WriteStartArray("blocks");
            foreach (var block in blocks)
                Write(json, block);
            json.WriteEndArray();
            json.WriteString("next", blocks.Count > 0 && next < job?.Blocks ? next.ToString(CultureInfo.InvariantCulture) : null);
        });
    }

    /// <summary><c>GET /jobs/{id}/map</c>: ten thousand blocks in ten kilobytes, to be looked at every second.</summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> MapAsync(string id, CancellationToken cancel)
    {
        var job = await finder.FindAsync(id, cancel).ConfigureAwait(false);
        var letters = new char[job?.Blocks ?? 0];
        Array.Fill(letters, 'w');
        var slowest = new PriorityQueue<BlockManifest, double>();
        await foreach (var block in BlocksOf(job, first: 0, count: int.MaxValue, cancel).ConfigureAwait(false))
        {
            if (block.Number >= letters.Length) continue;
            letters[block.Number] = StateOf(block)[0];
            if (block.Receipt is not { } receipt) continue;
            slowest.Enqueue(block, receipt.Seconds);
            if (slowest.Count > Slowest)
                slowest.Dequeue();
        }
        return ApiResponse.Json(200, json =>
        {
            json.WriteString("blocks", letters);
            json.WriteStartArray("slowest");
            foreach (var (block, _) in slowest.UnorderedItems.OrderByDescending(item => item.Priority))
                Write(json, block);
            json.WriteEndArray();
        });
    }

    private IAsyncEnumerable<BlockManifest> BlocksOf(JobManifest? job, int first, int count, CancellationToken cancel) =>
        job is null ? AsyncEnumerable.Empty<BlockManifest>() : store.ListBlocksAsync(job.JobId, first, count, cancel).Select(block => block.In(job));

    /// <summary>The first letters differ: they are what a map is made of.</summary>
    private static string StateOf(BlockManifest block) =>
        block.Start is not null ? "running"
        : block.Failure is not null || block.Receipt?.Bad is not null ? "failed"
        : block.Receipt is null ? "waiting"
        : block.Revision > 0 ? "again"
        : "done";

    private static void Write(Utf8JsonWriter json, BlockManifest block)
    {
        json.WriteStartObject();
        json.WriteNumber("number", block.Number);
        json.WriteString("state", StateOf(block));
        json.WriteNumber("revision", block.Revision);
        if (block.Receipt is { } receipt)
        {
            json.WriteNumber("records", receipt.Records);
            json.WriteNumber("rejected", receipt.Rejected);
            json.WriteNumber("bytes", receipt.Bytes);
            json.WriteNumber("seconds", Math.Round(receipt.Seconds, 3));
        }
        if (block.Failure is { } failure)
        {
            json.WriteString("error", failure.Error);
            json.WriteString("cause", failure.Cause);
            json.WriteNumber("attempts", failure.Attempts);
        }
        JsonParts.WriteRanges(json, block.Ranges);
        json.WriteEndObject();
    }
}
