using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Pipeline.Aws.Manifests;

/// <summary>The settings of the client that the functions reach the table with. Region, credentials and endpoint come from the environment.</summary>
public static class DynamoDbClientFactory
{
    /// <summary>
    /// The SDK repeats at once what went into a connection that the other side had closed (up to ten times, which does
    /// not count here), as after a function was frozen. All else is repeated by the store: the SDK's ten times would
    /// multiply with the store's, its waits are a second where the table answers in 10 ms, and it would send a batch
    /// again without asking whether the job is still splitting.
    /// </summary>
    private const int SdkRetries = 0;

    /// <summary>A connection within a region takes milliseconds; the SDK would wait for ever.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>For one attempt. Answers take milliseconds, and a page of 1 MB a second where the network is poor; the SDK would wait 100 s.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static AmazonDynamoDBConfig CreateConfig() => new()
    {
        // Adaptive would slow all requests down because some were throttled; the partitions of other jobs are not.
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = SdkRetries,
        ConnectTimeout = ConnectTimeout,
        Timeout = Timeout,
    };

    /// <summary>A client that is made once and shared by all threads.</summary>
    public static AmazonDynamoDBClient Create() => new(CreateConfig());
}
