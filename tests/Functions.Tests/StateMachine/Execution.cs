using System.Text.Json;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>How an execution of the state machine ended, as the interpreter tells it.</summary>
/// <param name="Status"><c>SUCCEEDED</c> or <c>FAILED</c>.</param>
/// <param name="Output">Of the last state; only of an execution that succeeded.</param>
/// <param name="Error">Name of the error, with its <paramref name="Cause"/>, of an execution that failed.</param>
/// <param name="State">The state that failed, where a redrive goes on.</param>
/// <param name="StateInput">What that state was given.</param>
/// <param name="Entered">How often each state was entered, those inside of Map states too.</param>
/// <param name="Retried">How often each state was retried, by <c>state: error</c>.</param>
/// <param name="LargestOutput">Of any state, in bytes.</param>
/// <param name="Collected">Bytes of what the children of Process answered, all together.</param>
public sealed record Execution(
    string Status,
    JsonElement Output,
    string? Error,
    string? Cause,
    string? State,
    JsonElement StateInput,
    IReadOnlyDictionary<string, int> Entered,
    IReadOnlyDictionary<string, int> Retried,
    int LargestOutput,
    int Collected)
{
    public bool Succeeded => Status == "SUCCEEDED";

    /// <summary>The message of the exception that failed the execution; its cause is JSON with the type beside it.</summary>
    public string ErrorMessage => JsonDocument.Parse(Cause!).RootElement.GetProperty("errorMessage").GetString()!;
}
