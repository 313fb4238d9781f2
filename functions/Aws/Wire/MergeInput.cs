namespace Pipeline.Aws.Wire;

/// <param name="Group">One of the groups that the check asked for.</param>
/// <param name="Pass">The pass that the check was of.</param>
public sealed record MergeInput(string JobId, int Group, int Pass = 0) : AggregatorInput;
