namespace Pipeline.Functions.Tests.StateMachine;

/// <param name="Error">Name of the error that the state machine sees instead of an answer.</param>
/// <param name="Runs">Whether the function does its work nevertheless, so that only its answer is lost.</param>
public sealed record Fault(string Error, bool Runs);
