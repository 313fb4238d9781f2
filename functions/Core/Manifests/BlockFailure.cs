namespace Pipeline.Core.Manifests;

/// <param name="Error">Name of the exception.</param>
/// <param name="Cause">Its message.</param>
/// <param name="Attempts">How many attempts have failed so far.</param>
/// <param name="Redrive">How often the job had been redriven when this attempt failed. A failure of an earlier
/// time is no verdict on the job as it is now: the block is done again.</param>
/// <param name="Pass">The pass of the job that the attempt was of.</param>
public sealed record BlockFailure(string Error, string Cause, int Attempts, int Redrive = 0, int Pass = 0);
