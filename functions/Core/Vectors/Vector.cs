namespace Pipeline.Core.Vectors;

/// <summary>One value for each record of a batch. <see cref="States"/> says which of them are values at all.</summary>
/// <remarks>
/// A vector is filled again for each batch without allocating, once its arrays have grown. Filling one row by row is
/// <c>Reset</c>, then at each row one of <c>Set</c> or <see cref="SetState"/>, and for numbers <c>Complete</c>.
/// </remarks>
public abstract class Vector
{
    public int Count { get; protected set; }

    /// <summary>For each row a <see cref="RowState"/>; at least <see cref="Count"/> long.</summary>
    public RowState[] States { get; protected set; } = [];

    /// <summary>
    /// True when every row's state is <see cref="RowState.Value"/>: the loops that matter then skip the states.
    /// </summary>
    public bool AllValues { get; set; }

    /// <summary>Starts filling the vector anew; every row is a value until told otherwise.</summary>
    public virtual void Reset(int count)
    {
        Reserve(count);
        Array.Clear(States, 0, count);
        AllValues = true;
    }

    /// <summary>
    /// Makes a row NULL or a fault. The row must not have been set to a value since <see cref="Reset"/>.
    /// </summary>
    public void SetState(int row, RowState state)
    {
        States[row] = state;
        AllValues &= state == RowState.Value;
    }

    public bool HasFaults => !AllValues && States.AsSpan(0, Count).Contains(RowState.Fault);

    /// <summary>Keeps only <paramref name="rows"/> (ascending) and closes the gaps.</summary>
    internal virtual void Keep(ReadOnlySpan<int> rows)
    {
        if (!AllValues)
            Keep(States, rows);
        Count = rows.Length;
    }

    /// <summary>
    /// Takes each row from one of several vectors of the same kind and count; <paramref name="choices"/> below 0 are
    /// NULL.
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

    /// <summary>Sets a row to the value that a vector of the same kind has there.</summary>
    private protected abstract void SetFrom(Vector source, int row);

    /// <summary>Prepares for values that exist where <paramref name="operand"/> has one.</summary>
    internal void StartFrom(Vector operand)
    {
        Reserve(operand.Count);
        AllValues = operand.AllValues;
        operand.States.AsSpan(0, Count).CopyTo(States);
    }

    /// <summary>Prepares for values that exist where both operands have one. A fault outweighs a NULL.</summary>
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

    /// <summary>Makes rows NULL or faults that are so in a further operand.</summary>
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

    /// <summary>Makes room and takes on the count; what the rows hold is the caller's to say.</summary>
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
