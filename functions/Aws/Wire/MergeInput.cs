namespace Pipeline.Aws.Wire;

/// <param name="Group">One of the groups that the check asked for.</param>
public sealed record MergeInput(string JobId, int Group) : AggregatorInput;
