namespace Pipeline.Aws.Wire;

/// <summary>No result yet: the operation needs another pass over the data.</summary>
/// <param name="IsDone">False, so that the state machine runs the check next.</param>
/// <param name="Pass">The job's current pass.</param>
public sealed record NextPassOutput(string JobId, bool IsDone, int Pass);
