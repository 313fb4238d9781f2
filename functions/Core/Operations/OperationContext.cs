using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>The inputs for creating the operation of one job in one process.</summary>
/// <param name="Format">The record format of the dataset.</param>
/// <param name="Root">The data root, for other files that the request names.</param>
/// <param name="MemoryBudget">Max bytes of memory for the state of one block; the rest spills to scratch files.</param>
/// <param name="Pass">The pass that the operation is created for, from 0.</param>
/// <param name="Learned">
/// What an <see cref="IMultiPassOperation"/> learned in earlier passes; empty in the first.
/// </param>
public sealed record OperationContext(
    JobRequest Request,
    RecordFormat Format,
    DataRoot Root,
    int MemoryBudget,
    int Pass = 0,
    ReadOnlyMemory<byte> Learned = default)
{
    /// <summary>Whether requests may start programs in this process.</summary>
    public bool MayRunPrograms { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
