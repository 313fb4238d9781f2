namespace Pipeline.Aws.Wire;

/// <summary>
/// Empty: a Distributed Map collects the outputs of all its children, and their total size is limited.
/// </summary>
public sealed record WorkerOutput;
