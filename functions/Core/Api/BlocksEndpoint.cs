using System.Globalization;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>Lists the blocks of a job page by page. A job that has not been split has none.</summary>
internal sealed class BlocksEndpoint(IManifestStore store, IExecutions executions)
{
    private const int MaxBlocks = 1_000;
    private const int DefaultBlocks = 100;

    /// <summary>
    /// Max bytes of ranges on a page, unless its first block alone has more. A block of many small files lists them
    /// all, and a Lambda response is limited to 6 MB, including the third that base64 adds.
    /// </summary>
    private const long MaxRangeBytes = 3_000_000;

    /// <summary>Approximate bytes of a range in JSON, without the file name.</summary>
    private const int RangeBytes = 80;

    /// <summary>JSON escapes a non-ASCII character as six bytes.</summary>
    private const int MaxBytesPerCharacter = 6;

    /// <summary><c>GET /jobs/{id}/blocks</c></summary>
    /// <exception cref="JobNotFoundException">There is no such job.</exception>
    public async Task<ApiResponse> ListAsync(string id, ApiRequest request, CancellationToken cancel)
    {
        var limit = QueryParameters.Integer(request, "limit", 1, MaxBlocks, DefaultBlocks);
        var first = QueryParameters.Integer(request, "next", 0, int.MaxValue, 0);
        var job = await store.GetJobAsync(id, cancel).ConfigureAwait(false);
        if (job is null && await executions.FindAsync(id, cancel).ConfigureAwait(false) is null)
            throw new JobNotFoundException(id);
        var blocks = new List<BlockSummary>();
        var bytes = 0L;
        await foreach (var block in BlocksOf(job, first, limit, cancel).ConfigureAwait(false))
        {
            bytes += block.Ranges.Sum(range => RangeBytes + (long)MaxBytesPerCharacter * range.File.Path.Length);
            if (blocks.Count > 0 && bytes > MaxRangeBytes) break;
            blocks.Add(BlockSummary.Of(block));
        }
        var next = first + blocks.Count;
        var hasMore = blocks.Count > 0 && next < job?.Blocks;
        var page = new BlockPage(blocks, hasMore ? next.ToString(CultureInfo.InvariantCulture) : null);
        return ApiResponse.Json(200, page, ApiJson.Default.BlockPage);
    }

    private IAsyncEnumerable<BlockManifest> BlocksOf(
        JobManifest? job, int first, int count, CancellationToken cancel) =>
        job is null
            ? AsyncEnumerable.Empty<BlockManifest>()
            : store.ListBlocksAsync(job.JobId, first, count, cancel).Select(block => block.In(job));
}
