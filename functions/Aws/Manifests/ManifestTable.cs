using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Sends requests to the table. It retries transient errors and sets the expiry time of every item that it writes.
/// </summary>
/// <param name="keepDays">Days from the last write to an item until it expires; 0 keeps items forever.</param>
internal sealed class ManifestTable(IAmazonDynamoDB client, string name, TimeProvider clock, int keepDays)
{
    /// <returns>The item, read with strong consistency; null if it does not exist.</returns>
    public async Task<Dictionary<string, AttributeValue>?> GetAsync(string jobId, string item, CancellationToken cancel)
    {
        var request = new GetItemRequest
        {
            TableName = name,
            Key = new()
            {
                [AttributeNames.JobId] = AttributeValues.Of(jobId),
                [AttributeNames.Item] = AttributeValues.Of(item),
            },
            ConsistentRead = true,
        };
        var response = await RunAsync(token => client.GetItemAsync(request, token), cancel).ConfigureAwait(false);
        return response.Item is { Count: > 0 } found ? found : null;
    }

    /// <returns>False, and nothing is written, if an item with that key exists.</returns>
    public Task<bool> AddAsync(Dictionary<string, AttributeValue> item, CancellationToken cancel)
    {
        Expire(item);
        var request = new PutItemRequest
        {
            TableName = name,
            Item = item,
            ConditionExpression = $"attribute_not_exists({AttributeNames.JobId})",
        };
        return RunConditionAsync(token => client.PutItemAsync(request, token), cancel);
    }

    /// <returns>False, and nothing is written, if the item does not exist or a condition fails.</returns>
    public Task<bool> UpdateAsync(ItemUpdate update, CancellationToken cancel)
    {
        var request = update.Set(AttributeNames.ExpiresAt, ExpiresAt()).ToRequest(name);
        return RunConditionAsync(token => client.UpdateItemAsync(request, token), cancel);
    }

    /// <summary>Puts at most 25 items and overwrites existing ones.</summary>
    /// <param name="mayPut">Called before each attempt; nothing is put once it returns false.</param>
    /// <returns>The items that DynamoDB did not process; null if <paramref name="mayPut"/> returned false.</returns>
    public async Task<List<Dictionary<string, AttributeValue>>?> PutAsync(
        IReadOnlyCollection<Dictionary<string, AttributeValue>> items, Func<CancellationToken, Task<bool>> mayPut,
        CancellationToken cancel)
    {
        foreach (var item in items)
            Expire(item);
        var request = new BatchWriteItemRequest
        {
            RequestItems = new() { [name] = [.. items.Select(item => new WriteRequest(new PutRequest(item)))] },
        };
        var response = await RunAsync(
            async token => await mayPut(token).ConfigureAwait(false)
                ? await client.BatchWriteItemAsync(request, token).ConfigureAwait(false)
                : null,
            cancel).ConfigureAwait(false);
        if (response is null)
            return null;
        return response.UnprocessedItems?.GetValueOrDefault(name) is { } left
            ? [.. left.Select(write => write.PutRequest.Item)]
            : [];
    }

    /// <summary>Returns the items of a query, page by page.</summary>
    public async IAsyncEnumerable<Dictionary<string, AttributeValue>> QueryAsync(
        QueryRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        request.TableName = name;
        do
        {
            var page = await RunAsync(token => client.QueryAsync(request, token), cancel).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
                yield return item;
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    public Backoff StartBackoff() => new(clock, name);

    private async Task<bool> RunConditionAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken cancel)
    {
        try
        {
            await RunAsync(send, cancel).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken cancel)
    {
        var backoff = StartBackoff();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                return await send(cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (ServiceErrors.IsTransient(e))
            {
                // The SDK may wrap a cancellation in an exception of its own.
                cancel.ThrowIfCancellationRequested();
                await backoff.WaitAsync(e.Message, e, cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not ConditionalCheckFailedException
                && ServiceErrors.Explain(e, name, Place) is { } explained)
            {
                throw new ManifestStoreException(explained, e);
            }
        }
    }

    private string Place => client.Config.RegionEndpoint?.SystemName ?? client.Config.ServiceURL;

    private AttributeValue? ExpiresAt() =>
        keepDays == 0 ? null : AttributeValues.Of(clock.GetUtcNow().AddDays(keepDays).ToUnixTimeSeconds());

    private void Expire(Dictionary<string, AttributeValue> item)
    {
        if (ExpiresAt() is { } expiresAt)
            item[AttributeNames.ExpiresAt] = expiresAt;
    }
}
