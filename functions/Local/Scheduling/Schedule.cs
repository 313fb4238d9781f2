using System.Text.RegularExpressions;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Local.Scheduling;

/// <summary>
/// A schedule of EventBridge Scheduler that starts a job each time it fires, like the one that the template creates.
/// </summary>
/// <param name="Expression">When it fires, see <see cref="ScheduleExpression"/>.</param>
/// <param name="TimeZone">The IANA time zone of the expression.</param>
/// <param name="StateMachine">ARN of the state machine to start.</param>
/// <param name="Role">ARN of the role that allows Scheduler to start it.</param>
/// <param name="DeadLetters">ARN of the queue for jobs that could not be started; null for none.</param>
internal sealed partial record Schedule(
    string Name, string Expression, string TimeZone, string StateMachine, string Role, string? DeadLetters)
{
    /// <summary>The limit of EventBridge Scheduler.</summary>
    private const int MaxNameLength = 64;

    /// <returns>All validation errors, with the command's option as the field.</returns>
    public IEnumerable<ValidationError> Validate()
    {
        if (ScheduleExpression.FindError(Expression) is { } expressionError)
            yield return new ValidationError("--expression", expressionError);
        if (!TimeZones.TryFind(TimeZone, out _, out var zoneError))
            yield return new ValidationError("--time-zone", zoneError);
        if (Name.Length > MaxNameLength || !NameForm().IsMatch(Name))
        {
            yield return new ValidationError(
                "--name",
                $"Expected 1 to {MaxNameLength} ASCII letters, digits, \"-\", \"_\" and \".\"; found \"{Name}\".");
        }
        if (!StateMachineForm().IsMatch(StateMachine))
            yield return ExpectedArn("--state-machine", "a state machine", "StateMachineArn", StateMachine);
        if (!RoleForm().IsMatch(Role))
            yield return ExpectedArn("--role", "a role", "ScheduleRoleArn", Role);
        if (DeadLetters is not null && !QueueForm().IsMatch(DeadLetters))
            yield return ExpectedArn("--dead-letters", "a queue", "DeadLettersArn", DeadLetters);
    }

    /// <summary>The document for <c>aws scheduler create-schedule --cli-input-json</c>.</summary>
    public CreateScheduleInput ToInput(ScheduleRequest request) => new(
        Name,
        Expression,
        TimeZone,
        new FlexibleTimeWindow("OFF"),
        new ScheduleTarget(
            // Not the simpler target for state machines: it cannot name the execution.
            $"arn:{StateMachine.Split(':')[1]}:scheduler:::aws-sdk:sfn:startExecution",
            Role,
            // Execution names are unique: if Scheduler delivers an event twice, only one job starts.
            ScheduleJson.Serialize(new StartExecutionInput(StateMachine, "<aws.scheduler.execution-id>", request.Text)),
            DeadLetters is null ? null : new DeadLetterConfig(DeadLetters),
            new RetryPolicy(MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 20)));

    private static ValidationError ExpectedArn(string option, string kind, string output, string found) =>
        new(option, $"Expected the ARN of {kind}, such as the stack's output {output}; found \"{found}\".");

    [GeneratedRegex(@"^[0-9A-Za-z_.-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[^\s:""]+(:[^\s:""]+)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex StateMachineForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueForm();
}
