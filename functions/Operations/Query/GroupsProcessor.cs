using Pipeline.Core.Entries;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Aggregation;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Expressions;

namespace Pipeline.Operations.Query;

/// <summary>Adds each record that matches WHERE to its group.</summary>
internal sealed class GroupsProcessor : IBlockProcessor
{
    private readonly BoundQuery _query;
    private readonly GroupAccumulator _groups;
    private readonly BadRecords _badRecords;
    private readonly Action<GroupAccumulator> _giveBack;
    private readonly EvaluationContext _context;
    private readonly Expression[] _keys;
    private readonly Expression?[] _arguments;
    private readonly Expression[] _consumed;
    private readonly Vector[] _keyVectors;
    private readonly Vector?[] _argumentVectors;

    /// <param name="giveBack">Takes the groups back when the block is done.</param>
    public GroupsProcessor(
        BoundQuery query,
        GroupAccumulator groups,
        BadRecords badRecords,
        Action<GroupAccumulator> giveBack)
    {
        _giveBack = giveBack;
        _query = query;
        _groups = groups;
        _badRecords = badRecords;
        _context = query.NewRecordContext();
        _keys = [.. query.Aggregation!.Keys];
        _arguments = [.. query.Aggregation.Calls.Select(call => call.Argument)];
        _consumed = [.. _keys, .. _arguments.OfType<Expression>()];
        _keyVectors = new Vector[_keys.Length];
        _argumentVectors = new Vector?[_arguments.Length];
    }

    public void Process(RecordBatch batch)
    {
        _context.Start(batch);
        if (_query.Where is not null)
            _context.Filter(_query.Where, _badRecords);
        _context.DropFaults(_consumed, _badRecords);
        if (_context.Count == 0) return;
        for (var i = 0; i < _keys.Length; i++)
            _keyVectors[i] = _keys[i].Evaluate(_context);
        for (var i = 0; i < _arguments.Length; i++)
            _argumentVectors[i] = _arguments[i]?.Evaluate(_context);
        _groups.Add(_keyVectors, _argumentVectors, _context.Count);
    }

    public void Complete(PartialWriter partial)
    {
        using var groups = _groups.Complete();
        partial.Append(groups);
    }

    public void Dispose() => _giveBack(_groups);
}
