namespace Pipeline.Functions.Tests.StateMachine;

/// <param name="Error">Name of the error that the state machine sees instead of an output.</param>
/// <param name="Runs">Whether the function runs anyway, so that only its output is lost.</param>
public sealed record Fault(string Error, bool Runs);
