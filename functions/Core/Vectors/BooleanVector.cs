namespace Pipeline.Core.Vectors;

/// <summary>A vector of booleans.</summary>
public sealed class BooleanVector : Vector
{
    /// <summary>The values; false for rows without a value.</summary>
    public bool[] Values { get; private set; } = [];

    public override void Reset(int count)
    {
        base.Reset(count);
        Array.Clear(Values, 0, count);
    }

    public void Set(int row, bool value) => Values[row] = value;

    /// <summary>Resets rows without a value. Call it after a loop that ignored the states.</summary>
    internal void ClearMissing()
    {
        if (AllValues) return;
        for (var i = 0; i < Count; i++)
            Values[i] &= States[i] == RowState.Value;
    }

    internal override void Keep(ReadOnlySpan<int> rows)
    {
        Keep(Values, rows);
        base.Keep(rows);
    }

    private protected override void SetFrom(Vector source, int row) =>
        Values[row] = ((BooleanVector)source).Values[row];

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        Values = Grown(Values, count);
    }
}
