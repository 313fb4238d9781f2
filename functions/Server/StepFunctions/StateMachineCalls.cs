namespace Pipeline.Server.StepFunctions;

/// <summary>The calls that describe and list state machines. There is only one.</summary>
internal sealed class StateMachineCalls(StateMachine machine, TimeProvider clock)
{
    private const string Type = "STANDARD";
    private const int MaxResults = 1_000;

    private readonly decimal _createdAt = StatesJson.TimeOf(clock.GetUtcNow());

    /// <exception cref="StatesException">The call is rejected.</exception>
    public byte[] Describe(Parameters parameters)
    {
        machine.Check(parameters.RequiredText("stateMachineArn"));
        var output = new DescribeStateMachineOutput(
            machine.Arn,
            machine.Name,
            Type,
            _createdAt,
            "ACTIVE",
            IncludedData.IsAll(parameters) ? machine.ReadDefinition() : "{}",
            machine.RoleArn);
        return StatesJson.Serialize(output, StatesJson.Default.DescribeStateMachineOutput);
    }

    /// <exception cref="StatesException">The call is rejected.</exception>
    public byte[] List(Parameters parameters)
    {
        parameters.Integer("maxResults", 0, MaxResults);
        if (parameters.Text("nextToken") is { } token)
            throw new StatesException("InvalidToken", $"Invalid Token: '{token}'. There is only one page.");
        var item = new StateMachineListItem(machine.Arn, machine.Name, Type, _createdAt);
        return StatesJson.Serialize(new ListStateMachinesOutput([item]), StatesJson.Default.ListStateMachinesOutput);
    }
}
