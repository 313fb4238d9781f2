namespace Pipeline.Core.Vectors;

/// <summary>One value for each record of a batch. <see cref="States"/> tells which rows have a value.</summary>
/// <remarks>
/// Vectors are reused for each batch and do not allocate once their arrays have grown. To fill one row by row, call
/// <c>Reset</c>, then <c>Set</c> or <see cref="SetState"/> for each row, and for numbers <c>Complete</c>.
/// </remarks>
public abstract class Vector
{
    public int Count { get; protected set; }

    /// <summary>The state of each row. The array can be longer than <see cref="Count"/>.</summary>
    public RowState[] States { get; protected set; } = [];

    /// <summary>
    /// Whether every row's state is <see cref="RowState.Value"/>. Hot loops then skip the states.
    /// </summary>
    public bool AllValues { get; set; }

    /// <summary>Starts filling the vector again. Initially every row has a value.</summary>
    public virtual void Reset(int count)
    {
        Reserve(count);
        Array.Clear(States, 0, count);
        AllValues = true;
    }

    /// <summary>
    /// Sets a row to NULL or a fault. The row must not have been set to a value since <see cref="Reset"/>.
    /// </summary>
    public void SetState(int row, RowState state)
    {
        States[row] = state;
        AllValues &= state == RowState.Value;
    }

    public bool HasFaults => !AllValues && States.AsSpan(0, Count).Contains(RowState.Fault);

    /// <summary>Keeps only <paramref name="rows"/> (ascending) and compacts the vector.</summary>
    internal virtual void Keep(ReadOnlySpan<int> rows)
    {
        if (!AllValues)
            Keep(States, rows);
        Count = rows.Length;
    }

    /// <summary>
    /// Takes each row from one of several vectors of the same kind and count. A negative entry of
    /// <paramref name="choices"/> means NULL.
    /// </summary>
    internal virtual void Choose(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> choices)
    {
        Reset(choices.Length);
        for (var row = 0; row < choices.Length; row++)
        {
            var chosen = choices[row] < 0 ? null : vectors[choices[row]];
            if (chosen is null)
                SetState(row, RowState.Null);
            else if (chosen.States[row] != RowState.Value)
                SetState(row, chosen.States[row]);
            else
                SetFrom(chosen, row);
        }
    }

    /// <summary>Sets a row to the value of the same row in a vector of the same kind.</summary>
    private protected abstract void SetFrom(Vector source, int row);

    /// <summary>Starts filling the rows in which <paramref name="operand"/> has a value.</summary>
    internal void StartFrom(Vector operand)
    {
        Reserve(operand.Count);
        AllValues = operand.AllValues;
        operand.States.AsSpan(0, Count).CopyTo(States);
    }

    /// <summary>Starts filling the rows in which both operands have a value. A fault wins over NULL.</summary>
    internal void StartFrom(Vector left, Vector right)
    {
        if (left.AllValues)
        {
            StartFrom(right);
            return;
        }
        StartFrom(left);
        AddMissing(right);
    }

    /// <summary>Adds the NULLs and faults of another operand.</summary>
    internal void AddMissing(Vector operand)
    {
        if (operand.AllValues) return;
        AllValues = false;
        for (var i = 0; i < Count; i++)
        {
            if (operand.States[i] > States[i])
                States[i] = operand.States[i];
        }
    }

    /// <summary>Grows the arrays and sets the count. The caller must initialize the rows.</summary>
    private protected virtual void Reserve(int count)
    {
        Count = count;
        States = Grown(States, count);
    }

    private protected static T[] Grown<T>(T[] array, int count) =>
        array.Length >= count ? array : new T[Math.Max(count, array.Length * 2)];

    private protected static void Keep<T>(T[] array, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            array[i] = array[rows[i]];
    }
}
