using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Manifests;
using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;
using Pipeline.Core.Steps;
using Pipeline.Operations;

namespace Pipeline.Benchmarks.Starting;

/// <summary>
/// Jobs that are split and wait for workers, with their manifests in a table of DynamoDB or of what answers like it.
/// </summary>
internal sealed class SplitJobs
{
    private readonly string _table = $"start-{Guid.NewGuid():n}";
    private readonly AmazonDynamoDBClient _client;
    private readonly StepContext _steps;

    /// <param name="root">The data root.</param>
    public SplitJobs(string root, Uri dynamoDb)
    {
        // Inherited by the workers: they find table and file system as on Lambda.
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.ToString());
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "any");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "any");
        Environment.SetEnvironmentVariable(Settings.RootVariable, root);
        Environment.SetEnvironmentVariable(Settings.TableVariable, _table);
        _client = DynamoDbClientFactory.Create();
        _steps = new StepContext(
            new DataRoot(root),
            new Lazy<IManifestStore>(() =>
                new DynamoDbManifestStore(_client, _table, TimeProvider.System, keepDays: 0)),
            TimeProvider.System)
        {
            Operations = OperationRegistry.All,
        };
    }

    public async Task CreateTableAsync()
    {
        await _client.CreateTableAsync(new CreateTableRequest
        {
            TableName = _table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("jobId", ScalarAttributeType.S), new("item", ScalarAttributeType.S)],
            KeySchema = [new("jobId", KeyType.HASH), new("item", KeyType.RANGE)],
        }).ConfigureAwait(false);
        while ((await _client.DescribeTableAsync(_table).ConfigureAwait(false)).Table.TableStatus != TableStatus.ACTIVE)
            await Task.Yield();
    }

    /// <returns>The job's id.</returns>
    public async Task<string> SplitAsync(string dataset, string sql)
    {
        var jobId = JobId.New(TimeProvider.System);
        var operation = new OperationRequest("query", JsonSerializer.SerializeToElement(new { type = "query", sql }));
        await new SplitStep(_steps)
            .RunAsync(jobId, new JobRequest([dataset], operation), workers: 1)
            .ConfigureAwait(false);
        return jobId;
    }
}
