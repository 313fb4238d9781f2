using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>
/// The rows that expressions are evaluated over, and the values found for them. The rows are records of a batch, or
/// groups: then group keys and aggregate results are its input columns. Used by one thread, for batch after batch.
/// </summary>
/// <param name="slots">From the query that made the expressions.</param>
public sealed class EvaluationContext(int slots)
{
    private readonly Vector?[] _vectors = new Vector?[slots];
    private readonly int[] _filledIn = new int[slots];
    private RecordBatch? _batch;
    private IReadOnlyList<Vector> _inputs = [];
    private int[] _rows = [];
    private int _round;

    /// <summary>How many rows there are.</summary>
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
    /// Keeps only <paramref name="rows"/> (ascending), in the batch or the inputs and in every value found so far, so
    /// that nothing is computed again. A batch must lose its rows in this way only.
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
    /// Keeps the records for which <paramref name="condition"/> is true; those for which it is a fault are bad
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

    /// <summary>Leaves out, as bad records, those for which one of the expressions is a fault.</summary>
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

    /// <summary>The vector of an expression, and whether it holds the values for the current rows already.</summary>
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

    /// <summary>Room for a number per row, to be used up before anything that was not yet evaluated is.</summary>
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
