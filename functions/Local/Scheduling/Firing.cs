using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Core.Jobs;

namespace Pipeline.Local.Scheduling;

/// <summary>A schedule of EventBridge Scheduler that starts a job at each firing: what the template makes too.</summary>
/// <param name="Name">Of the schedule.</param>
/// <param name="Expression">When it fires.</param>
/// <param name="TimeZone">Whose clocks it fires by.</param>
/// <param name="StateMachine">ARN of what it starts.</param>
/// <param name="Role">ARN of the role by which Scheduler may do so.</param>
/// <param name="DeadLetters">ARN of the queue that gets what could not be started; null for none.</param>
internal sealed partial record Firing(string Name, string Expression, string TimeZone, string StateMachine, string Role, string? DeadLetters)
{
    /// <summary>Scheduler's own names take no more.</summary>
    private const int LongestName = 64;

    /// <summary>Of a schedule, and of an execution.</summary>
    private const string NameField = "Name";

    /// <returns>Everything that is wrong with it, by the option of the command.</returns>
    public IEnumerable<Mistake> Mistakes()
    {
        if (FiringExpression.Mistake(Expression) is { } inExpression)
            yield return new Mistake("--expression", inExpression);
        if (!TimeZones.TryFind(TimeZone, out _, out var inZone))
            yield return new Mistake("--time-zone", inZone);
        if (Name.Length > LongestName || !NameForm().IsMatch(Name))
            yield return new Mistake("--name", $"Expected 1 to {LongestName} ASCII letters, digits, \"-\", \"_\" and \".\"; found \"{Name}\".");
        if (!StateMachineForm().IsMatch(StateMachine))
            yield return new Mistake("--state-machine", $"Expected the ARN of a state machine, such as the stack's output StateMachineArn; found \"{StateMachine}\".");
        if (!RoleForm().IsMatch(Role))
            yield return new Mistake("--role", $"Expected the ARN of a role, such as the stack's output ScheduleRoleArn; found \"{Role}\".");
        if (DeadLetters is not null && !QueueForm().IsMatch(DeadLetters))
            yield return new Mistake("--dead-letters", $"Expected the ARN of a queue, such as the stack's output DeadLettersArn; found \"{DeadLetters}\".");
    }

    /// <summary>The members of what <c>aws scheduler create-schedule --cli-input-json</c> takes.</summary>
    public void Write(Utf8JsonWriter json, FiringRequest request)
    {
        json.WriteString(NameField, Name);
        json.WriteString("ScheduleExpression", Expression);
        json.WriteString("ScheduleExpressionTimezone", TimeZone);
        json.WriteStartObject("FlexibleTimeWindow");
        json.WriteString("Mode", "OFF");
        json.WriteEndObject();
        json.WriteStartObject("Target");
        // The call itself and not the shorter target for state machines, as that cannot name the execution.
        json.WriteString("Arn", $"arn:{StateMachine.Split(':')[1]}:scheduler:::aws-sdk:sfn:startExecution");
        json.WriteString("RoleArn", Role);
        json.WriteString("Input", Input(request));
        if (DeadLetters is not null)
        {
            json.WriteStartObject("DeadLetterConfig");
            json.WriteString("Arn", DeadLetters);
            json.WriteEndObject();
        }
        json.WriteStartObject("RetryPolicy");
        json.WriteNumber("MaximumEventAgeInSeconds", 3600);
        json.WriteNumber("MaximumRetryAttempts", 20);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private string Input(FiringRequest request)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, FiringRequest.Unescaped))
        {
            json.WriteStartObject();
            json.WriteString("StateMachineArn", StateMachine);
            // An execution's name is taken once: a firing that is delivered twice starts one job.
            json.WriteString(NameField, "<aws.scheduler.execution-id>");
            json.WriteString("Input", request.Text);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    [GeneratedRegex(@"^[0-9A-Za-z_.-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[^\s:""]+(:[^\s:""]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex StateMachineForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueForm();
}
