namespace Pipeline.Local.Scheduling;

/// <summary>
/// What <c>aws scheduler create-schedule --cli-input-json</c> reads. The names are those of the Scheduler API:
/// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
/// </summary>
internal sealed record CreateScheduleInput(
    string Name,
    string ScheduleExpression,
    string ScheduleExpressionTimezone,
    FlexibleTimeWindow FlexibleTimeWindow,
    ScheduleTarget Target);

internal sealed record FlexibleTimeWindow(string Mode);

/// <param name="Arn">The API call that the schedule makes.</param>
/// <param name="Input">The parameters of that call, as JSON in a string.</param>
internal sealed record ScheduleTarget(
    string Arn, string RoleArn, string Input, DeadLetterConfig? DeadLetterConfig, RetryPolicy RetryPolicy);

internal sealed record DeadLetterConfig(string Arn);

internal sealed record RetryPolicy(int MaximumEventAgeInSeconds, int MaximumRetryAttempts);

/// <summary>The parameters of the Step Functions call <c>StartExecution</c>.</summary>
internal sealed record StartExecutionInput(string StateMachineArn, string Name, string Input);
