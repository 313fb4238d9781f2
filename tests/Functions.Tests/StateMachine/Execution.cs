using System.Text.Json;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>The outcome of an execution, as the interpreter reports it.</summary>
/// <param name="Status"><c>SUCCEEDED</c> or <c>FAILED</c>.</param>
/// <param name="Output">Output of the last state, if the execution succeeded.</param>
/// <param name="Error">Name of the error, if the execution failed; see <paramref name="Cause"/>.</param>
/// <param name="State">The state that failed, where a redrive continues.</param>
/// <param name="StateInput">Input of that state.</param>
/// <param name="Entered">How many times each state was entered, including states inside Maps.</param>
/// <param name="Retried">How many times each state was retried, by <c>state: error</c>.</param>
/// <param name="MaxOutput">Size of the largest output of a state, in bytes.</param>
/// <param name="Collected">Total size of the outputs of the children of Process, in bytes.</param>
public sealed record Execution(
    string Status,
    JsonElement Output,
    string? Error,
    string? Cause,
    string? State,
    JsonElement StateInput,
    IReadOnlyDictionary<string, int> Entered,
    IReadOnlyDictionary<string, int> Retried,
    int MaxOutput,
    int Collected)
{
    public bool Succeeded => Status == "SUCCEEDED";

    /// <summary>The message of the exception that failed the execution, from the JSON of the cause.</summary>
    public string ErrorMessage => JsonDocument.Parse(Cause!).RootElement.GetProperty("errorMessage").GetString()!;
}
