namespace Pipeline.Aws.Wire;

/// <param name="Group">A group from the output of the check.</param>
/// <param name="Pass">The pass of the check.</param>
public sealed record MergeInput(string JobId, int Group, int Pass = 0) : AggregatorInput;
