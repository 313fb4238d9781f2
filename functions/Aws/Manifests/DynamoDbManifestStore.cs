using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Keeps manifests in one DynamoDB table. The partition of a job holds the item <c>job</c>, an item for each block and,
/// if it is small, the result. All reads are strongly consistent, except <see cref="ListJobsAsync"/>.
/// </summary>
public sealed class DynamoDbManifestStore : IManifestStore
{
    private readonly ManifestTable _table;

    /// <param name="client">Owned by the caller; see <see cref="DynamoDbClientFactory"/> for its settings.</param>
    /// <param name="clock">Determines when items expire, and times the waits between attempts.</param>
    /// <param name="keepDays">Days from the last write to an item until it expires; 0 keeps items forever.</param>
    public DynamoDbManifestStore(IAmazonDynamoDB client, string table, TimeProvider clock, int keepDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keepDays);
        _table = new ManifestTable(client, table, clock, keepDays);
    }

    public async Task<JobManifest> CreateJobAsync(JobManifest job, CancellationToken cancel = default)
    {
        var writeId = NewWriteId();
        if (await _table.AddAsync(JobItem.Write(job, writeId), cancel).ConfigureAwait(false))
            return job;
        var item = await GetItemAsync(job.JobId, cancel).ConfigureAwait(false);
        if (IsWrittenBy(writeId, item))
            return job;
        var existing = JobItem.Read(item);
        var differences = JobRequestWriter.Differences(existing.Request, job.Request);
        return differences.Count == 0 ? existing : throw new JobConflictException(job.JobId, differences);
    }

    public async Task<JobManifest?> GetJobAsync(string jobId, CancellationToken cancel = default) =>
        await _table.GetAsync(jobId, AttributeNames.Job, cancel).ConfigureAwait(false) is { } item
            ? JobItem.Read(item)
            : null;

    /// <inheritdoc/>
    /// <remarks>
    /// Reads an eventually consistent index: a job created within the last second or so may be missing, and a state may
    /// be the previous one.
    /// </remarks>
    public async Task<IReadOnlyList<JobManifest>> ListJobsAsync(int limit, CancellationToken cancel = default)
    {
        var jobs = new List<JobManifest>();
        if (limit < 1)
            return jobs;
        var request = new QueryRequest
        {
            IndexName = AttributeNames.JobsByTime,
            KeyConditionExpression = $"{AttributeNames.Kind} = :job",
            ExpressionAttributeValues = new() { [":job"] = AttributeValues.Of(AttributeNames.Job) },
            ScanIndexForward = false,
            Limit = limit,
        };
        await foreach (var item in _table.QueryAsync(request, cancel).ConfigureAwait(false))
        {
            jobs.Add(JobItem.Read(item));
            if (jobs.Count == limit)
                break;
        }
        return jobs;
    }

    public async Task<bool> SaveJobAsync(
        JobManifest job, JobState expectedState, int expectedPass = 0, CancellationToken cancel = default)
    {
        var writeId = NewWriteId();
        var update = JobItem.Save(job, writeId)
            .IfEqual(AttributeNames.State, AttributeValues.Of(EnumNames.Of(expectedState)));
        update = expectedPass == 0
            ? update.IfAbsent(AttributeNames.Pass)
            : update.IfEqual(AttributeNames.Pass, AttributeValues.Of(expectedPass));
        return await _table.UpdateAsync(update, cancel).ConfigureAwait(false)
            || IsWrittenBy(writeId, await GetItemAsync(job.JobId, cancel).ConfigureAwait(false));
    }

    public async Task AddBlocksAsync(IReadOnlyList<BlockManifest> blocks, CancellationToken cancel = default)
    {
        foreach (var job in blocks.GroupBy(block => block.JobId))
        {
            var existing = new Dictionary<int, BlockManifest>();
            await foreach (var block in ListBlocksAsync(job.Key, cancel: cancel).ConfigureAwait(false))
                existing.Add(block.Number, block);
            await new BlockWriter(_table).AddAsync(job.Key, [.. job], existing, cancel).ConfigureAwait(false);
        }
    }

    public async Task<BlockManifest?> GetBlockAsync(string jobId, int number, CancellationToken cancel = default) =>
        await _table.GetAsync(jobId, AttributeNames.Block(number), cancel).ConfigureAwait(false) is { } item
            ? BlockItem.Read(item)
            : null;

    public async IAsyncEnumerable<BlockManifest> ListBlocksAsync(
        string jobId, int first = 0, int count = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var last = Math.Min((long)first + count - 1, AttributeNames.LastNumber);
        if (first > last)
            yield break;
        var request = new QueryRequest
        {
            KeyConditionExpression = $"{AttributeNames.JobId} = :job AND #item BETWEEN :first AND :last",
            ExpressionAttributeNames = new() { ["#item"] = AttributeNames.Item }, // A reserved word.
            ExpressionAttributeValues = new()
            {
                [":job"] = AttributeValues.Of(jobId),
                [":first"] = AttributeValues.Of(AttributeNames.Block(first)),
                [":last"] = AttributeValues.Of(AttributeNames.Block((int)last)),
            },
            ConsistentRead = true,
        };
        await foreach (var item in _table.QueryAsync(request, cancel).ConfigureAwait(false))
            yield return BlockItem.Read(item);
    }

    public Task<bool> PutStartAsync(
        string jobId, int number, int revision, BlockStart start, CancellationToken cancel = default)
    {
        var update = AtRevision(jobId, number, revision)
            .IfAbsentOrLess(AttributeNames.Receipt, AttributeNames.Pass, AttributeValues.Of(start.Pass))
            .Set(AttributeNames.Start, AttributeValues.Json(start, ItemJson.Manifests.BlockStart));
        return UpdateAsync(jobId, number, update, cancel);
    }

    public async Task<Receipt?> PutReceiptAsync(
        string jobId, int number, Receipt receipt, CancellationToken cancel = default)
    {
        var update = AtRevision(jobId, number, receipt.Revision)
            .IfAbsentOrLess(AttributeNames.Receipt, AttributeNames.Pass, AttributeValues.Of(receipt.Pass))
            .Set(AttributeNames.Receipt, AttributeValues.Json(receipt, ItemJson.Manifests.Receipt))
            .Set(AttributeNames.Pass, AttributeValues.Of(receipt.Pass))
            .Set(AttributeNames.Failure, null)
            .Set(AttributeNames.Start, null);
        if (await _table.UpdateAsync(update, cancel).ConfigureAwait(false))
            return receipt;
        // It may be this receipt, written by a request whose response was lost.
        var block = BlockItem.Read(await GetItemAsync(jobId, number, cancel).ConfigureAwait(false));
        return block.Revision == receipt.Revision ? block.Receipt : null;
    }

    public Task<bool> PutFailureAsync(
        string jobId, int number, int revision, BlockFailure failure, CancellationToken cancel = default)
    {
        var update = AtRevision(jobId, number, revision)
            .IfAbsentOrLess(AttributeNames.Receipt, AttributeNames.Pass, AttributeValues.Of(failure.Pass))
            .Set(AttributeNames.Failure, AttributeValues.Json(failure, ItemJson.Manifests.BlockFailure))
            .Set(AttributeNames.Start, null);
        return UpdateAsync(jobId, number, update, cancel);
    }

    public async Task<bool> ReviseBlockAsync(BlockManifest revised, CancellationToken cancel = default)
    {
        var writeId = NewWriteId();
        var update = AtRevision(revised.JobId, revised.Number, revised.Revision - 1)
            .Set(AttributeNames.Revision, AttributeValues.Of(revised.Revision))
            .Set(AttributeNames.Ranges, PackedRanges.Write(revised))
            .Set(AttributeNames.Receipt, null)
            .Set(AttributeNames.Pass, null)
            .Set(AttributeNames.Failure, null)
            .Set(AttributeNames.Start, null)
            .Set(AttributeNames.WriteId, AttributeValues.Of(writeId));
        return await _table.UpdateAsync(update, cancel).ConfigureAwait(false)
            || IsWrittenBy(writeId, await GetItemAsync(revised.JobId, revised.Number, cancel).ConfigureAwait(false));
    }

    public Task<bool> ExtendBlockAsync(BlockManifest extended, CancellationToken cancel = default) => UpdateAsync(
        extended.JobId,
        extended.Number,
        AtRevision(extended.JobId, extended.Number, extended.Revision)
            .IfPresent(AttributeNames.Receipt)
            .Set(AttributeNames.Ranges, PackedRanges.Write(extended)),
        cancel);

    public Task PutResultAsync(string jobId, ReadOnlyMemory<byte> content, CancellationToken cancel = default) =>
        _table.UpdateAsync(
            new ItemUpdate(jobId, AttributeNames.Result)
                .Set(AttributeNames.Content, AttributeValues.Of(content.ToArray())),
            cancel);

    public async Task<byte[]?> GetResultAsync(string jobId, CancellationToken cancel = default) =>
        await _table.GetAsync(jobId, AttributeNames.Result, cancel).ConfigureAwait(false) is { } item
            ? new ItemReader(item).Binary(AttributeNames.Content).ToArray()
            : null;

    /// <summary>For writes whose condition still holds afterwards, so that repeating them is harmless.</summary>
    private async Task<bool> UpdateAsync(string jobId, int number, ItemUpdate update, CancellationToken cancel)
    {
        if (await _table.UpdateAsync(update, cancel).ConfigureAwait(false))
            return true;
        await GetItemAsync(jobId, number, cancel).ConfigureAwait(false);
        return false;
    }

    private async Task<Dictionary<string, AttributeValue>> GetItemAsync(string jobId, CancellationToken cancel) =>
        await _table.GetAsync(jobId, AttributeNames.Job, cancel).ConfigureAwait(false)
            ?? throw new JobNotFoundException(jobId);

    private async Task<Dictionary<string, AttributeValue>> GetItemAsync(
        string jobId, int number, CancellationToken cancel) =>
        await _table.GetAsync(jobId, AttributeNames.Block(number), cancel).ConfigureAwait(false)
            ?? throw new JobNotFoundException(jobId, number);

    private static ItemUpdate AtRevision(string jobId, int number, int revision) =>
        new ItemUpdate(jobId, AttributeNames.Block(number)).IfEqual(
            AttributeNames.Revision, AttributeValues.Of(revision));

    private static string NewWriteId() => Guid.NewGuid().ToString("n");

    private static bool IsWrittenBy(string writeId, Dictionary<string, AttributeValue> item) =>
        new ItemReader(item).OptionalText(AttributeNames.WriteId) == writeId;
}
