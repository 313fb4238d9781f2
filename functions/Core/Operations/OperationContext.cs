using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Operations;

/// <summary>What an operation is made from, for one job in one process.</summary>
/// <param name="Format">Of the dataset's records.</param>
/// <param name="Root">Where files that the request names besides the dataset are.</param>
/// <param name="MemoryBudget">Bytes that what is kept of one block may take; what does not fit goes to scratch files.</param>
/// <param name="Pass">Which pass over the data the operation is made for, counted from 0.</param>
/// <param name="Learned">What an <see cref="IMultiPassOperation"/> learned in the passes before; empty in the first.</param>
public sealed record OperationContext(
    JobRequest Request, RecordFormat Format, DataRoot Root, int MemoryBudget, int Pass = 0, ReadOnlyMemory<byte> Learned = default)
{
    /// <summary>Whether requests may start programs in this process.</summary>
    public bool MayRunPrograms { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
