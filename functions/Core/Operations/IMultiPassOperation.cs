using Pipeline.Core.Entries;

namespace Pipeline.Core.Operations;

/// <summary>
/// An operation that may read the dataset more than once. After each pass, it reads the merge of all partials and
/// returns what it has learned; the next pass uses a new instance, created from <see cref="OperationContext.Learned"/>.
/// When no further pass is needed, <see cref="IOperation.Finish"/> writes the result from the same partials.
/// </summary>
public interface IMultiPassOperation : IOperation
{
    /// <summary>Max number of passes, including the first. Asking for more fails the job.</summary>
    int MaxPasses { get; }

    /// <summary>
    /// Reads the merge to the end and decides whether another pass is needed. Independent attempts may call it more
    /// than once for a pass: the state that is saved first wins.
    /// </summary>
    /// <returns>The state for the next pass; null if no further pass is needed.</returns>
    byte[]? Learn(EntryStream merged, ScratchFolder scratch);
}
