using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>A context whose properties a test sets.</summary>
public class TestLambdaContext : ILambdaContext
{
    public string AwsRequestId { get; set; }

    public string FunctionName { get; set; }

    public TimeSpan RemainingTime { get; set; }
}
