using System.Numerics;
using System.Runtime.InteropServices;
using Pipeline.Core.Numbers;

namespace Pipeline.Core.Vectors;

/// <summary>
/// A vector of exact decimals: longs at one scale common to the batch or, if these do not suffice,
/// <see cref="Number"/>s. The representation and the scale depend on the rows of the batch; results must not.
/// </summary>
public sealed class NumberVector : Vector
{
    /// <summary>Marks, in place of a scale, a row whose value is in the wide buffer.</summary>
    private const byte WideRow = byte.MaxValue;

    private Number[] _wide = [];
    private byte[] _scales = [];
    private byte _minScale;
    private byte _maxScale;

    /// <summary>
    /// The values times <c>10^Scale</c>; 0 for rows without a value. Unused if <see cref="Wide"/> is not null.
    /// </summary>
    public long[] Units { get; private set; } = [];

    /// <summary>The scale of <see cref="Units"/>: 0 to 18.</summary>
    public int Scale { get; private set; }

    /// <summary>The values if they do not all fit longs at one scale; otherwise null.</summary>
    public Number[]? Wide { get; private set; }

    /// <summary>The value of a row; zero for rows without a value.</summary>
    public Number this[int row] => Wide is null ? new Number(Units[row], Scale) : Wide[row];

    public override void Reset(int count)
    {
        base.Reset(count);
        Array.Clear(Units, 0, count);
        Array.Clear(_scales, 0, count);
        Wide = null;
        _minScale = WideRow;
        _maxScale = 0;
    }

    /// <summary>Sets a row to <c>units x 10^-scale</c>.</summary>
    /// <param name="scale">0 to 18.</param>
    public void Set(int row, long units, int scale)
    {
        Units[row] = units;
        _scales[row] = (byte)scale;
        _minScale = Math.Min(_minScale, (byte)scale);
        _maxScale = Math.Max(_maxScale, (byte)scale);
    }

    public void Set(int row, Number value)
    {
        if (value.TryNarrow(out var units, out var scale))
        {
            Set(row, units, scale);
            return;
        }
        _wide = Grown(_wide, Units.Length, Wide);
        Wide = _wide;
        _wide[row] = value;
        _scales[row] = WideRow;
        _maxScale = WideRow;
    }

    /// <summary>
    /// Starts a loop that writes units and scales directly. Use <see cref="Set(int, Number)"/> for values that do not
    /// fit.
    /// </summary>
    internal (long[] Units, byte[] Scales) StartMixed(int count)
    {
        Reset(count);
        return (Units, _scales);
    }

    /// <summary>Completes a loop started with <see cref="StartMixed"/>.</summary>
    /// <param name="minScale">The min scale written.</param>
    /// <param name="maxScale">The max scale written.</param>
    internal void CompleteMixed(int minScale, int maxScale)
    {
        _minScale = (byte)Math.Min(_minScale, minScale);
        _maxScale = (byte)Math.Max(_maxScale, maxScale);
        Complete();
    }

    /// <summary>Converts all rows to one scale. Call it after the last row.</summary>
    public void Complete()
    {
        Scale = _maxScale;
        if (_maxScale == WideRow || (_minScale < _maxScale && !TryRescale()))
            WidenRows();
    }

    /// <summary>Sets all rows to the same value.</summary>
    internal void Fill(Number value, int count)
    {
        Reset(count);
        if (value.TryNarrow(out var units, out var scale))
        {
            StartNarrow(scale).Fill(units);
            return;
        }
        _wide = Wide = Grown(_wide, Units.Length, null);
        _wide.AsSpan(0, count).Fill(value);
    }

    /// <summary>Starts setting, row by row, the rows in which both operands have a value.</summary>
    internal void StartRows(Vector left, Vector right)
    {
        Reset(left.Count);
        StartFrom(left, right);
    }

    /// <summary>
    /// Starts a loop that writes units directly, with 0 for rows without a value. Call it after the states are set.
    /// </summary>
    internal Span<long> StartNarrow(int scale)
    {
        Wide = null;
        Scale = scale;
        return Units.AsSpan(0, Count);
    }

    /// <summary>Resets rows without a value. Call it after a loop that ignored the states.</summary>
    internal void ClearMissing()
    {
        if (AllValues) return;
        for (var i = 0; i < Count; i++)
        {
            if (States[i] != RowState.Value)
                Units[i] = 0;
        }
    }

    /// <summary>An upper bound of the magnitudes of all units, at most about twice the max.</summary>
    internal UInt128 MagnitudeBound()
    {
        var units = Units.AsSpan(0, Count);
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(units);
        var all = Vector<long>.Zero;
        foreach (var vector in vectors)
            all |= vector ^ (vector >> 63);
        var bits = 0L;
        for (var i = 0; i < Vector<long>.Count; i++)
            bits |= all[i];
        foreach (var rest in units[(vectors.Length * Vector<long>.Count)..])
            bits |= rest ^ (rest >> 63);
        return (UInt128)(ulong)bits + 1;
    }

    /// <summary>Converts narrow rows to wide ones, without changing values.</summary>
    internal void Widen()
    {
        if (Wide is not null) return;
        _scales.AsSpan(0, Count).Fill((byte)Scale);
        WidenRows();
    }

    internal override void Keep(ReadOnlySpan<int> rows)
    {
        if (Wide is null) Keep(Units, rows);
        else Keep(Wide, rows);
        base.Keep(rows);
    }

    internal override void Choose(ReadOnlySpan<Vector> vectors, ReadOnlySpan<int> choices)
    {
        base.Choose(vectors, choices);
        Complete();
    }

    private protected override void SetFrom(Vector source, int row)
    {
        var numbers = (NumberVector)source;
        if (numbers.Wide is { } wide)
            Set(row, wide[row]);
        else
            Set(row, numbers.Units[row], numbers.Scale);
    }

    private protected override void Reserve(int count)
    {
        base.Reserve(count);
        Units = Grown(Units, count);
        _scales = Grown(_scales, count);
    }

    /// <summary>
    /// Converts all rows to the max scale. Returns false, and changes nothing, if a row would not fit.
    /// </summary>
    private bool TryRescale()
    {
        for (var i = 0; i < Count; i++)
        {
            var power = PowersOfTen.Long(_maxScale - _scales[i]);
            if (Units[i] > long.MaxValue / power || Units[i] < -(long.MaxValue / power)) return false;
        }
        for (var i = 0; i < Count; i++)
            Units[i] *= PowersOfTen.Long(_maxScale - _scales[i]);
        return true;
    }

    private void WidenRows()
    {
        _wide = Wide = Grown(_wide, Units.Length, Wide);
        for (var i = 0; i < Count; i++)
        {
            if (_scales[i] != WideRow)
                _wide[i] = new Number(Units[i], _scales[i]);
        }
    }

    private static Number[] Grown(Number[] array, int count, Number[]? kept)
    {
        if (array.Length >= count) return array;
        var grown = new Number[count];
        kept?.CopyTo(grown, 0);
        return grown;
    }
}
