using System.Text.Json;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>Input of the interpreter.</summary>
/// <param name="Definition">Path of the definition.</param>
/// <param name="Functions">Address of each function, by the name of its substitution in the definition.</param>
/// <param name="Name">Name of the execution, which is the job's id.</param>
/// <param name="Input">Input of the execution or, in a redrive, of the state where it continues.</param>
/// <param name="StartTime">When the execution started; a redrive does not change it.</param>
/// <param name="Faults">By state, the errors of its first attempts in order.</param>
/// <param name="RedriveCount">Number of redrives so far, this one included.</param>
/// <param name="StartAt">The state where a redrive continues.</param>
public sealed record ExecutionRequest(
    string Definition,
    IReadOnlyDictionary<string, Uri> Functions,
    string Name,
    JsonElement Input,
    DateTimeOffset StartTime,
    IReadOnlyDictionary<string, IReadOnlyList<Fault>>? Faults = null,
    int RedriveCount = 0,
    string? StartAt = null);
