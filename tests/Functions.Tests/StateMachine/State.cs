using System.Text.Json.Nodes;

namespace Pipeline.Functions.Tests.StateMachine;

/// <param name="Siblings">The states that can be its target.</param>
/// <param name="IsTop">Whether the state is at the top level and not inside a Map.</param>
public sealed record State(string Name, JsonObject Json, JsonObject Siblings, bool IsTop)
{
    public string Type => (string)Json[nameof(Type)]!;

    public bool IsTask => Type == "Task";

    public IEnumerable<JsonObject> Retriers => ObjectsIn("Retry");

    public IEnumerable<JsonObject> Catchers => ObjectsIn("Catch");

    public IEnumerable<JsonObject> Choices => ObjectsIn("Choices");

    private IEnumerable<JsonObject> ObjectsIn(string field) =>
        Json[field]?.AsArray().Select(entry => entry!.AsObject()) ?? [];
}
