namespace Pipeline.Aws.Wire;

/// <summary>An execution ended without a result.</summary>
public sealed record EndInput(ExecutionEnd Detail) : AggregatorInput;
