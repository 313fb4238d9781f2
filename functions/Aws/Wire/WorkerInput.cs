namespace Pipeline.Aws.Wire;

/// <summary>What the state machine hands to a worker: a block to process or, with a failure, one to give up.</summary>
/// <param name="Block">Number of the block.</param>
/// <param name="Redrive">How often the execution has been redriven.</param>
/// <param name="Failure">What the last attempt at the block ended with.</param>
/// <param name="Pass">The pass that the block is processed for; the first where an execution began before there were passes.</param>
public sealed record WorkerInput(string JobId, int Block, int Redrive, CaughtError? Failure = null, int Pass = 0);
