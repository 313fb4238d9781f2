using System.Text.Json;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>What the interpreter is to execute.</summary>
/// <param name="Packages">Folder of npm packages that has the interpreter.</param>
/// <param name="Definition">Path of the definition's file.</param>
/// <param name="Functions">Address of each function, by the name that stands for its ARN in the definition.</param>
/// <param name="Name">Of the execution, and so the job's id.</param>
/// <param name="Input">Of the execution or, in a redrive, of the state that it goes on from.</param>
/// <param name="StartTime">When the execution was started; a redrive does not change it.</param>
/// <param name="Faults">By state: what its first attempts meet, one after the other.</param>
/// <param name="RedriveCount">0 at first.</param>
/// <param name="StartAt">The state that a redrive goes on from.</param>
public sealed record ExecutionRequest(
    string Packages,
    string Definition,
    IReadOnlyDictionary<string, Uri> Functions,
    string Name,
    JsonElement Input,
    DateTimeOffset StartTime,
    IReadOnlyDictionary<string, IReadOnlyList<Fault>>? Faults = null,
    int RedriveCount = 0,
    string? StartAt = null);
