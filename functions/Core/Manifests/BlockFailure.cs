namespace Pipeline.Core.Manifests;

/// <param name="Error">Name of the exception.</param>
/// <param name="Cause">The exception's message.</param>
/// <param name="Attempts">How many attempts have failed so far.</param>
/// <param name="Redrive">How many times the job had been redriven when this attempt failed. Failures from before the
/// last redrive do not count: the block is processed again.</param>
/// <param name="Pass">The pass that the attempt was for.</param>
public sealed record BlockFailure(string Error, string Cause, int Attempts, int Redrive = 0, int Pass = 0);
