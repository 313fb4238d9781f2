namespace Pipeline.Aws.Wire;

/// <summary>Input of a worker: a block to process. If it has a failure, the worker records that instead.</summary>
/// <param name="Block">Number of the block.</param>
/// <param name="Redrive">How often the execution has been redriven.</param>
/// <param name="Failure">The error of the last attempt.</param>
/// <param name="Pass">The pass in which to process the block; the first one is 0.</param>
public sealed record WorkerInput(string JobId, int Block, int Redrive, CaughtError? Failure = null, int Pass = 0);
