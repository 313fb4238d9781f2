using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>Statistics of all values of a column.</summary>
/// <param name="kind">The kind of the column. Values that do not fit it are summarized as text.</param>
internal sealed class ColumnSummary(ColumnKind kind) : IMergeable
{
    private static readonly ulong TrueHash = ValueHash.Of("true"u8);
    private static readonly ulong FalseHash = ValueHash.Of("false"u8);

    public ColumnKind Kind => kind;

    public long Nulls { get; set; }

    /// <summary>The number of values that are not NULL.</summary>
    public long Values => Numbers.Count + Texts.Count + True + False;

    /// <summary>The number of values that do not fit the kind.</summary>
    public long Misfits => kind == ColumnKind.Text ? 0 : Texts.Count;

    public long True { get; private set; }

    public long False { get; private set; }

    public NumberSummary Numbers { get; } = new();

    public TextSummary Texts { get; } = new();

    /// <summary>
    /// The distinct values. In a column of numbers 1.5 and 1.50 are equal; in a column of booleans, true and TRUE.
    /// </summary>
    public HyperLogLog Distinct { get; } = new();

    /// <param name="hash">The hash of the value's bytes.</param>
    /// <param name="count">How often the value occurs.</param>
    public void Add(ReadOnlySpan<byte> value, ulong hash, long count)
    {
        if (kind == ColumnKind.Number && Number.TryParse(value, out var number))
        {
            Numbers.Add(number, count, Distinct);
        }
        else if (kind == ColumnKind.Boolean && Ascii.EqualsIgnoreCase(value, "true"u8))
        {
            True += count;
            Distinct.AddHash(TrueHash);
        }
        else if (kind == ColumnKind.Boolean && Ascii.EqualsIgnoreCase(value, "false"u8))
        {
            False += count;
            Distinct.AddHash(FalseHash);
        }
        else
        {
            Texts.Add(value, hash, count);
            Distinct.AddHash(hash);
        }
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Nulls);
        target.WriteVarint((ulong)True);
        target.WriteVarint((ulong)False);
        Numbers.Write(target);
        Texts.Write(target);
        var distinct = new byte[Distinct.ByteCount];
        Distinct.Write(distinct);
        target.WriteBytes(distinct);
    }

    public void Merge(ref StateReader source)
    {
        Nulls += (long)source.ReadVarint();
        True += (long)source.ReadVarint();
        False += (long)source.ReadVarint();
        Numbers.Merge(ref source);
        Texts.Merge(ref source);
        Distinct.Merge(source.ReadBytes());
    }
}
