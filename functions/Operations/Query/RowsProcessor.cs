using Pipeline.Core.Entries;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query;

/// <summary>Creates a row from each record that matches WHERE.</summary>
/// <param name="giveBack">Takes the sorter back when the block is done.</param>
internal sealed class RowsProcessor(
    BoundQuery query,
    RowOutput output,
    EntrySorter rows,
    BadRecords badRecords,
    Action<EntrySorter> giveBack) : IBlockProcessor
{
    private readonly EvaluationContext _context = query.NewRecordContext();

    /// <inheritdoc/>
    /// <remarks>
    /// All records are evaluated, including those beyond the limit: whether a record is bad must not depend on where
    /// the dataset is cut.
    /// </remarks>
    public void Process(RecordBatch batch)
    {
        _context.Start(batch);
        if (query.Where is not null)
            _context.Filter(query.Where, badRecords);
        _context.DropFaults(output.Consumed, badRecords);
        output.Load(_context);
        output.AddTo(rows, _context.Count);
    }

    public void Complete(PartialWriter partial)
    {
        using var sorted = rows.ToSorted();
        partial.Append(sorted);
    }

    public void Dispose() => giveBack(rows);
}
