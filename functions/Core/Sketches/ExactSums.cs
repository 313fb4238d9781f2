using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Buffers;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Core.Sketches;

/// <summary>
/// Exact sums per group. Each is an Int128 at a scale common to all groups plus a <see cref="Number"/> for values that
/// would overflow it. The result is the sum of both, so it does not matter which one a value went to.
/// </summary>
internal sealed partial class ExactSums
{
    private Int128[] _sums = [];
    private int _scale;

    /// <summary>An upper bound of all magnitudes in <see cref="_sums"/>.</summary>
    private UInt128 _bound;

    private Number[]? _wide;

    /// <summary>Below this bound, adding a long cannot overflow, even at a scale that is 18 digits lower.</summary>
    private static readonly UInt128 NearBound = (UInt128)1 << 125;

    public long ExtraBytes => _wide is null ? 0 : 64L * _wide.Length;

    public void Reserve(int groups)
    {
        if (_sums.Length < groups)
            Array.Resize(ref _sums, Math.Max(groups, 2 * _sums.Length));
    }

    public void Clear(int groups)
    {
        Array.Clear(_sums, 0, groups);
        _scale = 0;
        _bound = 0;
        _wide = null;
    }

    /// <summary>Adds each row to its group. Rows without a value must have units of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(NumberVector numbers, ReadOnlySpan<int> groups)
    {
        if (numbers.Wide is { } wide)
        {
            for (var i = 0; i < groups.Length; i++)
                Add(groups[i], wide[i]);
            return;
        }
        // At the scale of the sums, no batch comes near the bound. At a lower scale, a tighter bound is worth its cost.
        var magnitude = numbers.Scale >= _scale ? (UInt128)1 << 63 : numbers.MagnitudeBound();
        if (!TryMakeRoom(numbers.Scale, magnitude * (uint)groups.Length))
        {
            for (var i = 0; i < groups.Length; i++)
                AddWide(groups[i], new Number(numbers.Units[i], numbers.Scale));
            return;
        }
        ref var units = ref MemoryMarshal.GetArrayDataReference(numbers.Units);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        if (numbers.Scale == _scale)
        {
            for (var i = 0; i < groups.Length; i++)
                Unsafe.Add(ref sums, groups[i]) += Unsafe.Add(ref units, i);
            return;
        }
        var power = (Int128)PowersOfTen.Wide(_scale - numbers.Scale);
        for (var i = 0; i < groups.Length; i++)
            Unsafe.Add(ref sums, groups[i]) += Unsafe.Add(ref units, i) * power;
    }

    /// <summary>Adds the sum written by <see cref="Write"/> to a group.</summary>
    public void Combine(int group, ref StateReader source)
    {
        switch (source.ReadNumber(out var units, out var scale, out var wide))
        {
            case StateNumber.Narrow: Add(group, units, scale); break;
            case StateNumber.Wide: Add(group, wide); break;
        }
    }

    public void Read(int group) => Prefetch.Read(ref _sums[group]);

    public void Write(int group, StateWriter target)
    {
        if (HasWide(group))
            target.WriteNumber(Total(group));
        else
            target.WriteNumber(_sums[group], _scale);
    }

    public void Result(int group, NumberVector target)
    {
        var narrow = _sums[group];
        if (narrow == (long)narrow && !HasWide(group))
            target.Set(group, (long)narrow, _scale);
        else
            target.Set(group, Total(group));
    }

    public Number Total(int group)
    {
        var narrow = new Number((BigInteger)_sums[group], _scale);
        return HasWide(group) ? narrow + _wide![group] : narrow;
    }

    private bool HasWide(int group) => _wide is not null && group < _wide.Length && !_wide[group].IsZero;

    public void Add(int group, Number number)
    {
        if (number.TryNarrow(out var units, out var scale))
            Add(group, units, scale);
        else
            AddWide(group, number);
    }

    private void Add(int group, long units, int scale)
    {
        // Fast path: sums are nearly always far from the bound.
        var digits = _scale - scale;
        if ((uint)digits <= DecimalText.MaxDigits && _bound < NearBound)
        {
            var scaled = Math.BigMul(units, PowersOfTen.Long(digits));
            _sums[group] += scaled;
            _bound += (UInt128)Int128.Abs(scaled);
            return;
        }
        var magnitude = (UInt128)Int128.Abs(units);
        if (TryMakeRoom(scale, magnitude))
            _sums[group] += units * (Int128)PowersOfTen.Wide(_scale - scale);
        else
            AddWide(group, new Number(units, scale));
    }

    private void AddWide(int group, Number number)
    {
        if (_wide is null || _wide.Length <= group)
            Array.Resize(ref _wide, _sums.Length);
        _wide[group] += number;
    }

    /// <summary>Raises the scale of the sums to at least <paramref name="scale"/> and checks for overflow.</summary>
    /// <param name="added">The max magnitude to be added to any sum, in units of that scale.</param>
    /// <returns>False if the addition could overflow; then nothing may be added.</returns>
    private bool TryMakeRoom(int scale, UInt128 added)
    {
        if (scale > _scale)
            Rescale(scale);
        if (scale < _scale)
        {
            var power = PowersOfTen.Wide(_scale - scale);
            if (added > (UInt128)Int128.MaxValue / power) return false;
            added *= power;
        }
        if (_bound > (UInt128)Int128.MaxValue - added)
        {
            Measure();
            if (_bound > (UInt128)Int128.MaxValue - added) return false;
        }
        _bound += added;
        return true;
    }

    private void Rescale(int scale)
    {
        if (_bound == 0)
        {
            _scale = scale;
            return;
        }
        var power = PowersOfTen.Wide(scale - _scale);
        if (_bound > (UInt128)Int128.MaxValue / power)
            Measure();
        if (_bound > (UInt128)Int128.MaxValue / power)
        {
            for (var group = 0; group < _sums.Length; group++)
            {
                if (_sums[group] == 0) continue;
                AddWide(group, new Number((BigInteger)_sums[group], _scale));
                _sums[group] = 0;
            }
            _bound = 0;
        }
        foreach (ref var sum in _sums.AsSpan())
            sum *= (Int128)power;
        _bound *= power;
        _scale = scale;
    }

    /// <summary>Sets the bound to the largest magnitude.</summary>
    private void Measure()
    {
        _bound = 0;
        foreach (var sum in _sums)
            _bound = UInt128.Max(_bound, (UInt128)Int128.Abs(sum));
    }
}
