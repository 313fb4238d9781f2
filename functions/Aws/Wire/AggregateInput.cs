using Pipeline.Core.Steps;

namespace Pipeline.Aws.Wire;

/// <param name="Merged">The outputs of the merges, by group.</param>
/// <param name="Pass">The pass that was merged.</param>
public sealed record AggregateInput(string JobId, IReadOnlyList<MergedGroup> Merged, int Pass = 0) : AggregatorInput;
