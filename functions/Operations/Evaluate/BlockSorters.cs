using Pipeline.Core.Entries;
using Pipeline.Operations.Evaluate.Scoring;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate;

/// <summary>
/// The sorters for a block's groups, worst records and rows, within a memory budget. They are reused for the next
/// block.
/// </summary>
internal sealed class BlockSorters(ScratchFolder scratch, EvaluateSettings settings, int budget)
{
    public EntrySorter Groups { get; } = new(scratch, budget / 4, new EvaluateCombiner(settings));

    public EntrySorter Worst { get; } = new(scratch, budget / 4, limit: settings.Worst);

    public EntrySorter Rows { get; } = new(scratch, budget / 2);

    public void Restart(ScratchFolder next)
    {
        Groups.Restart(next);
        Worst.Restart(next);
        Rows.Restart(next);
    }
}
