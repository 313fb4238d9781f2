namespace Amazon.Lambda.Core;

/// <summary>Information about the current invocation.</summary>
public interface ILambdaContext
{
    string AwsRequestId { get; }

    string FunctionName { get; }

    /// <summary>Time until Lambda stops the function.</summary>
    TimeSpan RemainingTime { get; }
}
