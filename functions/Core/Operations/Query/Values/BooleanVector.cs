namespace Pipeline.Core.Operations.Query.Values;

public sealed class BooleanVector : Vector
{
    /// <summary>False for rows that are no value.</summary>
    public bool[] Values { get; private set; } = [];

    public override void Reset(int count)
    {
        base.Reset(count);
        Array.Clear(Values, 0, count);
    }

    public void Set(int row, bool value) => Values[row] = value;

    /// <summary>For loops that wrote values without a look at the states.</summary>
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

    internal override void Choose(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> choices)
    {
        Reset(choices.Length);
        for (var i = 0; i < choices.Length; i++)
        {
            if (choices[i] < 0)
            {
                SetState(i, RowState.Null);
                continue;
            }
            var chosen = (BooleanVector)vectors[choices[i]];
            SetState(i, chosen.States[i]);
            Values[i] = chosen.Values[i];
        }
    }

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        Values = Grown(Values, count);
    }
}
