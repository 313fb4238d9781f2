using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>One aggregate of a query over all groups in memory: arrays by group number.</summary>
internal abstract class AggregateState
{
    /// <summary>About how many bytes one more group takes.</summary>
    public abstract int BytesPerGroup { get; }

    /// <summary>Bytes beyond those of <see cref="BytesPerGroup"/>.</summary>
    public virtual long ExtraBytes => 0;

    /// <summary>Makes room for groups 0 to <paramref name="groups"/> - 1; those not seen before are empty.</summary>
    public abstract void Reserve(int groups);

    /// <summary>Makes groups 0 to <paramref name="groups"/> - 1, which are all that were ever used, empty.</summary>
    public abstract void Clear(int groups);

    /// <summary>
    /// Takes each row of <paramref name="argument"/> to its group. There are no faults among the rows.
    /// </summary>
    /// <param name="argument">Null for COUNT(*).</param>
    public abstract void Update(Vector? argument, ReadOnlySpan<int> groups);

    /// <summary>Has the state of a group brought from memory.</summary>
    public abstract void Read(int group);

    /// <summary>Appends the state of a group in its only form.</summary>
    public abstract void Write(int group, StateWriter target);

    /// <summary>Takes the state that <see cref="Write"/> wrote into a group.</summary>
    public abstract void Combine(int group, ref StateReader source);

    /// <summary>
    /// Fills <paramref name="target"/> with what the aggregate is for groups 0 to <paramref name="groups"/> - 1.
    /// </summary>
    public abstract void Results(Vector target, int groups);

    /// <summary>Makes an array hold <paramref name="count"/> items, the new ones zero.</summary>
    private protected static void Grow<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            Array.Resize(ref array, Math.Max(count, 2 * array.Length));
    }
}
