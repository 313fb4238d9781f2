using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>One aggregate of a query over all groups in memory: arrays by group number.</summary>
internal abstract class AggregateState
{
    /// <summary>The approximate number of bytes for one more group.</summary>
    public abstract int BytesPerGroup { get; }

    /// <summary>Bytes in addition to <see cref="BytesPerGroup"/>.</summary>
    public virtual long ExtraBytes => 0;

    /// <summary>Makes room for groups 0 to <paramref name="groups"/> - 1; new groups are empty.</summary>
    public abstract void Reserve(int groups);

    /// <summary>Empties groups 0 to <paramref name="groups"/> - 1. No other groups may have been used.</summary>
    public abstract void Clear(int groups);

    /// <summary>Adds each row of <paramref name="argument"/> to its group. The rows have no faults.</summary>
    /// <param name="argument">Null for COUNT(*).</param>
    public abstract void Update(Vector? argument, ReadOnlySpan<int> groups);

    /// <summary>Prefetches the state of a group.</summary>
    public abstract void Read(int group);

    /// <summary>Appends the state of a group in its canonical form.</summary>
    public abstract void Write(int group, StateWriter target);

    /// <summary>Merges a state written by <see cref="Write"/> into a group.</summary>
    public abstract void Combine(int group, ref StateReader source);

    /// <summary>
    /// Fills <paramref name="target"/> with the aggregate's result for groups 0 to <paramref name="groups"/> - 1.
    /// </summary>
    public abstract void Results(Vector target, int groups);

    /// <summary>Makes room in an array for <paramref name="count"/> items; the new ones are zero.</summary>
    private protected static void Grow<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            Array.Resize(ref array, Math.Max(count, 2 * array.Length));
    }
}
