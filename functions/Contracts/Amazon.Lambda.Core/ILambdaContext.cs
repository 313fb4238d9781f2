namespace Amazon.Lambda.Core;

/// <summary>What Lambda tells a function about the invocation at hand.</summary>
public interface ILambdaContext
{
    string AwsRequestId { get; }

    string FunctionName { get; }

    /// <summary>Until Lambda ends the function.</summary>
    TimeSpan RemainingTime { get; }
}
