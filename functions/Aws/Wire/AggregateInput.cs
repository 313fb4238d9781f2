using Pipeline.Core.Merging;

namespace Pipeline.Aws.Wire;

/// <param name="Merged">The answers of the merges, by group.</param>
public sealed record AggregateInput(string JobId, IReadOnlyList<MergedGroup> Merged) : AggregatorInput;
