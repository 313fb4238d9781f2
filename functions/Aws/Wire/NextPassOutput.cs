namespace Pipeline.Aws.Wire;

/// <summary>No result yet: the operation wants to go over the data again.</summary>
/// <param name="IsDone">False: the check is to say what is to do.</param>
/// <param name="Pass">The pass that the job is at now.</param>
public sealed record NextPassOutput(string JobId, bool IsDone, int Pass);
