using System.Reflection;
using Pipeline.Core.Api;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>The names under which errors reach the state machine: those of AWS, and the short names of our exception classes.</summary>
public static class ErrorNames
{
    /// <summary>What Lambda and Step Functions say of an attempt that never ran, or whose answer was lost.</summary>
    private static readonly string[] TransientOfAws =
    [
        "Lambda.AWSLambdaException",
        "Lambda.ClientExecutionTimeoutException",
        "Lambda.SdkClientException",
        "Lambda.ServiceException",
        "Lambda.TooManyRequestsException",
        "Lambda.Unknown",
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
