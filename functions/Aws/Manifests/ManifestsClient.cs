using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Pipeline.Aws.Manifests;

/// <summary>The settings of the client that the functions reach the table with. Region, credentials and endpoint come from the environment.</summary>
public static class ManifestsClient
{
    /// <summary>
    /// Two quick repeats by the SDK, for a connection that the other side had closed; patience is the store's, which
    /// waits longer and says in the end that the table was busy. The SDK's ten for DynamoDB would multiply with that.
    /// Standard rather than adaptive: that one slows all requests of a client down because some were throttled, and a
    /// worker sends two in a minute.
    /// </summary>
    private const int RepeatsBySdk = 2;

    /// <summary>A connection within a region takes milliseconds; the SDK would wait for ever.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>For one attempt. Answers take milliseconds, and a page of 1 MB a second where the network is poor; the SDK would wait 100 s.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static AmazonDynamoDBConfig Settings() => new()
    {
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = RepeatsBySdk,
        ConnectTimeout = ConnectTimeout,
        Timeout = Timeout,
    };

    /// <summary>A client that is made once and shared by all threads.</summary>
    public static AmazonDynamoDBClient Create() => new(Settings());
}
