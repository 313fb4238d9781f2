namespace Pipeline.Aws.Wire;

/// <summary>Nothing: a Distributed Map collects the answers of all its children, and their sum has a limit.</summary>
public sealed record WorkerOutput;
