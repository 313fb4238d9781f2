using Pipeline.Core.Buffers;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Requests;
using Pipeline.Operations.Query.Aggregation;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Output;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query;

/// <summary>
/// Runs one SELECT over the dataset. Without aggregation, a partial contains result rows, in file order or sorted by
/// ORDER BY. With aggregation, it contains groups sorted by key, each with the exact states of its aggregates.
/// </summary>
public sealed class QueryOperation : IOperation
{
    public static OperationType Registration { get; } = new("query", Create, Check);

    private readonly BoundQuery _query;
    private readonly AggregatePlan? _plan;
    private readonly RowFormatter _formatter;
    private readonly ResultColumn[] _resultColumns;

    private readonly int _memoryBudget;
    private readonly ObjectPool<EntrySorter> _sorters = new();
    private readonly ObjectPool<GroupAccumulator> _groups = new();

    private QueryOperation(BoundQuery query, OutputFormat output, int memoryBudget)
    {
        _query = query;
        _memoryBudget = memoryBudget;
        _plan = query.Aggregation is null ? null : AggregatePlan.Of(query.Aggregation);
        if (_plan?.ValueSets.Length > GroupEntries.MaxDistinct)
            throw new InvalidRequestException(
                SqlError.Field,
                $"COUNT(DISTINCT …), MEDIAN and QUANTILE of {_plan.ValueSets.Length} expressions, but a query can have "
                    + $"at most {GroupEntries.MaxDistinct}. Split the query into two.");
        _resultColumns = [.. query.Items.Select(item => new ResultColumn(item.Name, item.Kind, item.IsKey))];
        Output = output;
        _formatter = RowFormatter.Create(output, _resultColumns);
    }

    public IReadOnlyList<string> Columns => _query.Columns;

    public OutputFormat Output { get; }

    private bool IsSorted => _query.OrderBy.Count > 0;

    /// <summary>Creates the operation from its only setting, <c>sql</c>.</summary>
    /// <exception cref="InvalidRequestException">
    /// The settings or the SQL are invalid, or the SQL does not match the dataset's columns.
    /// </exception>
    public static IOperation Create(OperationContext context)
    {
        var errors = new List<ValidationError>();
        return QuerySettings.Read(context.Request, errors) is { } settings && errors.Count == 0
            ? new QueryOperation(
                Binder.Bind(settings.Select, settings.Sql, context.Format),
                context.Request.Output,
                context.MemoryBudget)
            : throw new InvalidRequestException(errors);
    }

    /// <summary>Adds the validation errors that can be detected without the dataset.</summary>
    public static void Check(JobRequest request, List<ValidationError> errors) => QuerySettings.Read(request, errors);

    public IBlockProcessor StartBlock(BlockContext block) => _plan is null
        ? new RowsProcessor(_query, NewOutput(), TakeSorter(block.Scratch), block.BadRecords, _sorters.GiveBack)
        : new GroupsProcessor(_query, TakeGroups(_plan, block.Scratch), block.BadRecords, _groups.GiveBack);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        _plan is not null ? new CombinedStream(new MergedStream(partials), _plan.CreateCombiner())
        : IsSorted ? new MergedStream(partials, _query.Limit)
        : new ConcatenatedStream(partials, _query.Limit);

    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var writer = new ResultWriter(files.Result, _formatter);
        if (_plan is null)
            writer.Write(merged, _query.Limit);
        else
            new GroupsFinisher(_query, _plan, NewOutput()).Write(merged, TakeSorter(scratch), writer);
        writer.Complete();
        return new ResultSummary(writer.Rows, _resultColumns);
    }

    private RowOutput NewOutput() => new(_query, _formatter);

    private EntrySorter TakeSorter(ScratchFolder scratch)
    {
        if (!_sorters.TryTake(out var sorter))
            return new EntrySorter(scratch, _memoryBudget, limit: _query.Limit);
        sorter.Restart(scratch);
        return sorter;
    }

    private GroupAccumulator TakeGroups(AggregatePlan plan, ScratchFolder scratch)
    {
        if (!_groups.TryTake(out var groups))
            return new GroupAccumulator(plan, scratch, _memoryBudget);
        groups.Restart(scratch);
        return groups;
    }
}
