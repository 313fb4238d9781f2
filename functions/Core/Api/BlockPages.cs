using System.Globalization;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>The blocks of a job, page by page. One that is not split yet has none.</summary>
internal sealed class BlockPages(IManifestStore store, IExecutions executions)
{
    private const int MostBlocks = 1_000;
    private const int UsualBlocks = 100;

    /// <summary>
    /// Of the ranges of one page, unless its first block has more: a block of small files names them all, and an answer
    /// of Lambda has at most 6 MB, a third of which base64 takes.
    /// </summary>
    private const long MostRangeBytes = 3_000_000;

    /// <summary>Of a range beside its file's name.</summary>
    private const int RangeBytes = 80;

    /// <summary>JSON writes a letter beyond ASCII with so many.</summary>
    private const int LetterBytes = 6;

    /// <summary><c>GET /jobs/{id}/blocks</c></summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> ListAsync(string id, ApiRequest request, CancellationToken cancel)
    {
        var limit = JobsApi.Number(request, "limit", 1, MostBlocks, UsualBlocks);
        var first = JobsApi.Number(request, "next", 0, int.MaxValue, 0);
        var job = await store.GetJobAsync(id, cancel).ConfigureAwait(false);
        if (job is null && await executions.FindAsync(id, cancel).ConfigureAwait(false) is null)
            throw new JobNotFoundException(id);
        var blocks = new List<BlockManifest>();
        var bytes = 0L;
        await foreach (var block in BlocksOf(job, first, limit, cancel).ConfigureAwait(false))
        {
            bytes += block.Ranges.Sum(range => RangeBytes + (long)LetterBytes * range.File.Path.Length);
            if (blocks.Count > 0 && bytes > MostRangeBytes) break;
            blocks.Add(block);
        }
        var next = first + blocks.Count;
        return ApiResponse.Json(200, json =>
        {
            json.WriteStartArray("blocks");
            foreach (var block in blocks)
                BlockView.Write(json, block);
            json.WriteEndArray();
            json.WriteString("next", blocks.Count > 0 && next < job?.Blocks ? next.ToString(CultureInfo.InvariantCulture) : null);
        });
    }

    private IAsyncEnumerable<BlockManifest> BlocksOf(JobManifest? job, int first, int count, CancellationToken cancel) =>
        job is null ? AsyncEnumerable.Empty<BlockManifest>() : store.ListBlocksAsync(job.JobId, first, count, cancel).Select(block => block.In(job));
}
