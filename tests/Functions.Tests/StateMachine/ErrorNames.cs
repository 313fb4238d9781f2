using System.Reflection;
using Pipeline.Core.Api;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>The names under which errors reach the state machine: those of AWS, and the short names of our exception classes.</summary>
public static class ErrorNames
{
    /// <summary>
    /// What Lambda and Step Functions say of an attempt that never ran, or whose answer was lost. A function that ran out
    /// of time or memory is told as <c>Lambda.Unknown</c> or, by newer runtimes, by the names without <c>Lambda</c>.
    /// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    /// </summary>
    private static readonly string[] TransientOfAws =
    [
        "Lambda.AWSLambdaException",
        "Lambda.ClientExecutionTimeoutException",
        "Lambda.EC2ThrottledException",
        "Lambda.EC2UnexpectedException",
        "Lambda.EFSIOException",
        "Lambda.EFSMountConnectivityException",
        "Lambda.EFSMountTimeoutException",
        "Lambda.ResourceConflictException",
        "Lambda.ResourceNotReadyException",
        "Lambda.SdkClientException",
        "Lambda.ServiceException",
        "Lambda.TooManyRequestsException",
        "Lambda.Unknown",
        "Runtime.ExitError",
        "Sandbox.Timedout",
        "States.Timeout",
    ];

    /// <summary>Our exceptions, wherever a step's function can throw them from: the API starts state machines and runs in none.</summary>
    public static IReadOnlyList<string> OfOurs { get; } =
    [
        .. new[] { "Pipeline.Core", "Pipeline.Aws" }.SelectMany(assembly => Assembly.Load(assembly).GetTypes())
            .Where(type => typeof(Exception).IsAssignableFrom(type) && type.Namespace != typeof(JobsApi).Namespace).Select(type => type.Name),
    ];

    /// <summary>All that can pass when it is tried again. Ours among them are those that call something busy.</summary>
    public static IReadOnlyList<string> Transient { get; } =
        [.. TransientOfAws, .. OfOurs.Where(name => name.EndsWith("BusyException", StringComparison.Ordinal))];

    public static bool IsKnown(string name) => TransientOfAws.Contains(name) || OfOurs.Contains(name);
}
