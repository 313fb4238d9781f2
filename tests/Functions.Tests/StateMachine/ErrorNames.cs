using System.Reflection;
using Pipeline.Core.Api;
using Pipeline.Core.Errors;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// The error names that the state machine sees: those of AWS, and the class names of this project's exceptions.
/// </summary>
public static class ErrorNames
{
    /// <summary>
    /// Errors of Lambda and Step Functions for an attempt that never ran or whose response was lost. A function that
    /// ran out of time or memory is reported as <c>Lambda.Unknown</c> or, by newer runtimes, with a name without
    /// <c>Lambda</c>.
    /// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    /// </summary>
    private static readonly string[] TransientAwsErrors =
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

    /// <summary>
    /// The exceptions that the function of a step can throw. Those of the API are left out, since no state machine runs
    /// it.
    /// </summary>
    private static readonly Type[] ExceptionTypes =
    [
        .. new[] { "Pipeline.Core", "Pipeline.Operations", "Pipeline.Aws" }
            .SelectMany(assembly => Assembly.Load(assembly).GetTypes())
            .Where(
                type => typeof(Exception).IsAssignableFrom(type)
                    && !type.IsAbstract
                    && type.Namespace != typeof(JobsApi).Namespace),
    ];

    public static IReadOnlyList<string> OwnExceptions { get; } = [.. ExceptionTypes.Select(type => type.Name)];

    /// <summary>All transient errors: those of AWS, and this project's by their base class.</summary>
    public static IReadOnlyList<string> Transient { get; } =
        [
            .. TransientAwsErrors,
            .. ExceptionTypes.Where(type => type.IsSubclassOf(typeof(TransientException))).Select(type => type.Name),
        ];

    public static bool IsKnown(string name) => TransientAwsErrors.Contains(name) || OwnExceptions.Contains(name);
}
