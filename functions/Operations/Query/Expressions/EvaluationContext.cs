using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// The rows that expressions are evaluated over, and the values computed for them. The rows are either records of a
/// batch or groups, whose input columns are the group keys and aggregate results. Used by one thread, batch after
/// batch.
/// </summary>
/// <param name="slots">The number of slots of the query that created the expressions.</param>
public sealed class EvaluationContext(int slots)
{
    private readonly Vector?[] _vectors = new Vector?[slots];
    private readonly int[] _filledIn = new int[slots];
    private RecordBatch? _batch;
    private IReadOnlyList<Vector> _inputs = [];
    private int[] _rows = [];
    private int _round;

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The records that are the rows.</summary>
    public RecordBatch Batch =>
        _batch ?? throw new InvalidOperationException("The rows of this context are groups, not records.");

    public void Start(RecordBatch batch)
    {
        (_batch, _inputs, Count) = (batch, [], batch.Count);
        _round++;
    }

    /// <param name="inputs">Vectors of <paramref name="count"/> rows, one for each input column.</param>
    public void Start(IReadOnlyList<Vector> inputs, int count)
    {
        (_batch, _inputs, Count) = (null, inputs, count);
        _round++;
    }

    /// <summary>
    /// Keeps only <paramref name="rows"/> (ascending), in the batch or the inputs and in every value computed so far,
    /// so that nothing is computed again. Rows of a batch must not be removed in any other way.
    /// </summary>
    public void Keep(ReadOnlySpan<int> rows)
    {
        if (rows.Length == Count) return;
        _batch?.Keep(rows);
        foreach (var input in _inputs)
            input.Keep(rows);
        for (var i = 0; i < _vectors.Length; i++)
        {
            if (_filledIn[i] == _round)
                _vectors[i]!.Keep(rows);
        }
        Count = rows.Length;
    }

    /// <summary>
    /// Keeps the records for which <paramref name="condition"/> is true; records for which it is a fault are bad
    /// records.
    /// </summary>
    public void Filter(Expression<BooleanVector> condition, BadRecords badRecords)
    {
        var vector = condition.Evaluate(this);
        var rows = Scratch();
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (vector.Values[i])
                rows[kept++] = i;
            else if (vector.States[i] == RowState.Fault)
                badRecords.Add(Batch.File, Batch.Offsets[i], condition.FaultReason(this, i));
        }
        Keep(rows.AsSpan(0, kept));
    }

    /// <summary>Drops, as bad records, the records for which one of the expressions is a fault.</summary>
    public void DropFaults(IReadOnlyList<Expression> consumed, BadRecords badRecords)
    {
        var found = false;
        foreach (var expression in consumed)
            found |= expression.Evaluate(this).HasFaults;
        if (!found) return;
        var rows = Scratch();
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (FirstFault(consumed, i) is { } faulty)
                badRecords.Add(Batch.File, Batch.Offsets[i], faulty.FaultReason(this, i));
            else
                rows[kept++] = i;
        }
        Keep(rows.AsSpan(0, kept));
    }

    internal Vector Input(int index) => _inputs[index];

    /// <summary>The vector of an expression, and whether it already holds the values for the current rows.</summary>
    internal TVector Slot<TVector>(int slot, out bool isFilled)
        where TVector : Vector, new()
    {
        isFilled = _filledIn[slot] == _round;
        _filledIn[slot] = _round;
        if (_vectors[slot] is TVector vector) return vector;
        vector = new TVector();
        _vectors[slot] = vector;
        return vector;
    }

    /// <summary>A scratch buffer with a number per row. Use it up before evaluating another expression.</summary>
    internal int[] Scratch()
    {
        if (_rows.Length < Count) _rows = new int[Count];
        return _rows;
    }

    private Expression? FirstFault(IReadOnlyList<Expression> expressions, int row)
    {
        foreach (var expression in expressions)
        {
            var vector = expression.Evaluate(this);
            if (!vector.AllValues && vector.States[row] == RowState.Fault) return expression;
        }
        return null;
    }
}
