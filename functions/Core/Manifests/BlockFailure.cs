namespace Pipeline.Core.Manifests;

/// <param name="Error">Name of the exception.</param>
/// <param name="Cause">Its message.</param>
/// <param name="Attempts">How many attempts have failed so far.</param>
public sealed record BlockFailure(string Error, string Cause, int Attempts);
