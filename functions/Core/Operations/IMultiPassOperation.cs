using Pipeline.Core.Entries;

namespace Pipeline.Core.Operations;

/// <summary>
/// An operation that may go over the data more than once. After a pass it is given the merge of all partials and says
/// what it has learned; the next pass is then another instance, made with that (<see cref="OperationContext.Learned"/>).
/// When it needs no other pass, <see cref="IOperation.Finish"/> makes the result of the same partials.
/// </summary>
public interface IMultiPassOperation : IOperation
{
    /// <summary>The most passes it ever makes, the first included. One that asks for more fails the job.</summary>
    int MaxPasses { get; }

    /// <summary>
    /// Reads the merge to its end and decides. May be called more than once for a pass, by attempts that know nothing
    /// of each other: what the first of them learned wins.
    /// </summary>
    /// <returns>What the next pass is to know; null when no other pass is wanted.</returns>
    byte[]? Learn(EntryStream merged, ScratchFolder scratch);
}
