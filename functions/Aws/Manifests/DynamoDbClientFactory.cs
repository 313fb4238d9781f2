using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Pipeline.Aws.Manifests;

/// <summary>
/// Creates the DynamoDB client of the functions. Region, credentials and endpoint come from the environment.
/// </summary>
public static class DynamoDbClientFactory
{
    /// <summary>
    /// No retries by the SDK. (It still resends a request at once, up to ten times, if the other side had closed the
    /// connection, as happens after a function was frozen.) The store retries everything else: retries of both would
    /// multiply, the SDK waits a second where the table responds in 10 ms, and the SDK would resend a batch without
    /// checking whether the job is still splitting.
    /// </summary>
    private const int SdkRetries = 0;

    /// <summary>A connection within a Region takes milliseconds; by default, the SDK waits forever.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Timeout of one attempt. A response takes milliseconds, and a page of 1 MB about a second on a slow network; the
    /// default of the SDK is 100 s.
    /// </summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static AmazonDynamoDBConfig CreateConfig() => new()
    {
        // Adaptive mode would slow down all requests because of one throttled partition.
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = SdkRetries,
        ConnectTimeout = ConnectTimeout,
        Timeout = Timeout,
    };

    /// <returns>A client to create once and share between threads. The caller disposes of it.</returns>
    public static AmazonDynamoDBClient Create() => new(CreateConfig());
}
