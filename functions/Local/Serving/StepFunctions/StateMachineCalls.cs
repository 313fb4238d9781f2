using System.Text.Json;

namespace Pipeline.Local.Serving.StepFunctions;

/// <summary>The calls that tell of state machines; there is one.</summary>
internal sealed class StateMachineCalls(StateMachine machine, TimeProvider clock)
{
    private const int MostResults = 1_000;

    private readonly DateTimeOffset _createdAt = clock.GetUtcNow();

    /// <exception cref="StatesException">The call is refused.</exception>
    public byte[] Describe(Parameters parameters)
    {
        machine.Check(parameters.RequiredText("stateMachineArn"));
        var withDefinition = parameters.Choice("includedData", ExecutionView.AllData, ExecutionView.MetadataOnly) != ExecutionView.MetadataOnly;
        return StatesJson.Object(json =>
        {
            WriteMembers(json);
            json.WriteString("status", "ACTIVE");
            json.WriteString("definition", withDefinition ? machine.ReadDefinition() : "{}");
            json.WriteString("roleArn", machine.RoleArn);
        });
    }

    /// <exception cref="StatesException">The call is refused.</exception>
    public byte[] List(Parameters parameters)
    {
        parameters.Number("maxResults", 0, MostResults);
        if (parameters.Text("nextToken") is { } token)
            throw new StatesException("InvalidToken", $"Invalid Token: '{token}'. There is one page.");
        return StatesJson.Object(json =>
        {
            json.WriteStartArray("stateMachines");
            json.WriteStartObject();
            WriteMembers(json);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("stateMachineArn", machine.Arn);
        json.WriteString("name", machine.Name);
        json.WriteString("type", "STANDARD");
        json.WriteTime("creationDate", _createdAt);
    }
}
