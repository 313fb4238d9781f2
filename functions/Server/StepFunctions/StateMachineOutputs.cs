namespace Pipeline.Server.StepFunctions;

internal sealed record DescribeStateMachineOutput(
    string StateMachineArn,
    string Name,
    string Type,
    decimal CreationDate,
    string Status,
    string Definition,
    string RoleArn);

internal sealed record ListStateMachinesOutput(IReadOnlyList<StateMachineListItem> StateMachines);

internal sealed record StateMachineListItem(string StateMachineArn, string Name, string Type, decimal CreationDate);
