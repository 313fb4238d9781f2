using System.Text;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Query.Aggregation;
using Pipeline.Operations.Query.Binding;
using Pipeline.Operations.Query.Expressions;
using Pipeline.Operations.Query.Output;
using Pipeline.Operations.Query.Sql;

namespace Pipeline.Operations.Query;

/// <summary>Writes the result rows of merged groups: applies HAVING, SELECT, ORDER BY and LIMIT.</summary>
internal sealed class GroupsFinisher(BoundQuery query, AggregatePlan plan, RowOutput output)
{
    private readonly EvaluationContext _context = query.NewGroupContext();
    private readonly Expression<BooleanVector>? _having = query.Aggregation!.Having;

    /// <param name="sorter">
    /// Sorts the rows if there is an ORDER BY; ties stay in the order of the group keys.
    /// </param>
    /// <exception cref="InvalidRequestException">
    /// An expression over a group has no value (for example, a failed CAST).
    /// </exception>
    public void Write(EntryStream merged, EntrySorter sorter, ResultWriter result)
    {
        // Combining here would only write states that are read again right away. Value sets need the combiner,
        // because it adds up how often each value occurs.
        if (plan.ValueSets.Length == 0)
            merged = merged.Uncombined();
        var groups = new GroupCursor(merged, plan);
        while (IsWanting(result) && groups.MoveNext())
        {
            _context.Start(groups.Vectors, groups.Count);
            if (_having is not null)
                Filter(_having, groups.Vectors);
            foreach (var expression in output.Consumed)
                RejectFaults(expression, groups.Vectors);
            output.Load(_context);
            if (query.OrderBy.Count > 0)
            {
                output.AddTo(sorter, _context.Count);
                continue;
            }
            for (var row = 0; row < _context.Count && IsWanting(result); row++)
                result.Write(output.Text(row));
        }
        // Partials are verified only when they are read to the end.
        while (merged.MoveNext())
        {
        }
        if (query.OrderBy.Count == 0) return;
        using var sorted = sorter.ToSorted();
        result.Write(sorted, query.Limit);
    }

    private bool IsWanting(ResultWriter result) => query.Limit is null || result.Rows < query.Limit;

    private void Filter(Expression<BooleanVector> condition, IReadOnlyList<Vector> inputs)
    {
        RejectFaults(condition, inputs);
        var vector = condition.Evaluate(_context);
        var rows = new int[_context.Count];
        var kept = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            if (vector.Values[row])
                rows[kept++] = row;
        }
        _context.Keep(rows.AsSpan(0, kept));
    }

    /// <summary>Throws if an expression has a fault: the query is invalid, because no single record is bad.</summary>
    private void RejectFaults(Expression expression, IReadOnlyList<Vector> inputs)
    {
        var vector = expression.Evaluate(_context);
        if (!vector.HasFaults) return;
        var row = vector.States.AsSpan(0, _context.Count).IndexOf(RowState.Fault);
        var keys = string.Join(
            ", ",
            Enumerable.Range(0, plan.KeyKinds.Count).Select(key => Describe(inputs[key], row)));
        throw new InvalidRequestException(
            SqlError.Field,
            $"{(keys.Length == 0 ? "In the only group" : $"In the group {keys}")}: "
                + $"{expression.FaultReason(_context, row)} Change the query so that it has a value for every group.");
    }

    private static string Describe(Vector keys, int row) => keys.States[row] != RowState.Value ? "NULL" : keys switch
    {
        NumberVector numbers => numbers[row].ToString(),
        BooleanVector booleans => booleans.Values[row] ? "true" : "false",
        _ => $"'{Encoding.UTF8.GetString(((TextVector)keys)[row])}'",
    };
}
