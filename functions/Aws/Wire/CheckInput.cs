namespace Pipeline.Aws.Wire;

/// <param name="Redrive">How often the execution has been redriven.</param>
public sealed record CheckInput(string JobId, int Redrive) : AggregatorInput;
