using Pipeline.Core.Api;

namespace Pipeline.Server.StepFunctions;

/// <summary>The names that Step Functions gives to <see cref="ExecutionStatus"/>.</summary>
internal static class StatusNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ExecutionStatus>().Select(Of)];

    public static string Of(ExecutionStatus status) => status switch
    {
        ExecutionStatus.TimedOut => "TIMED_OUT",
        ExecutionStatus.PendingRedrive => "PENDING_REDRIVE",
        _ => status.ToString().ToUpperInvariant(),
    };

    public static ExecutionStatus Read(string name) =>
        Enum.GetValues<ExecutionStatus>().Single(status => Of(status) == name);
}
