using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Buffers;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// MIN or MAX of numbers; NULL if there are no values. Longs at a scale common to all groups while these suffice, then
/// <see cref="Number"/>s. The worst possible long, which no value may be, marks a group without values.
/// </summary>
internal sealed class NumberMinMaxState<TOrder> : AggregateState
    where TOrder : IOrder
{
    /// <summary>Marks that a group has values, once these are stored elsewhere.</summary>
    private const long SomeValue = 0;

    private const long MaxLong = long.MaxValue - 1;

    private long[] _best = [];
    private int _scale;
    private Number[]? _wide;

    public override int BytesPerGroup => sizeof(long);

    public override long ExtraBytes => _wide is null ? 0 : 64L * _wide.Length;

    public override void Reserve(int groups)
    {
        var before = _best.Length;
        Grow(ref _best, groups);
        _best.AsSpan(before).Fill(TOrder.Worst);
        if (_wide is not null)
            Grow(ref _wide, groups);
    }

    public override void Clear(int groups)
    {
        _best.AsSpan(0, groups).Fill(TOrder.Worst);
        _scale = 0;
        _wide = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        var numbers = (NumberVector)argument!;
        if (numbers.Wide is not null || _wide is not null || !TryMeet(numbers.Scale, numbers.MagnitudeBound()))
        {
            Widen();
            for (var i = 0; i < groups.Length; i++)
            {
                if (numbers.States[i] == RowState.Value)
                    KeepWide(groups[i], numbers[i]);
            }
            return;
        }
        var power = PowersOfTen.Long(_scale - numbers.Scale);
        ref var best = ref MemoryMarshal.GetArrayDataReference(_best);
        ref var units = ref MemoryMarshal.GetArrayDataReference(numbers.Units);
        if (numbers.AllValues)
        {
            for (var i = 0; i < groups.Length; i++)
                Keep(ref Unsafe.Add(ref best, groups[i]), Unsafe.Add(ref units, i) * power);
            return;
        }
        var states = numbers.States;
        for (var i = 0; i < groups.Length; i++)
        {
            if (states[i] == RowState.Value)
                Keep(ref Unsafe.Add(ref best, groups[i]), Unsafe.Add(ref units, i) * power);
        }
    }

    public override void Read(int group) => Prefetch.Read(ref _best[group]);

    public override void Write(int group, StateWriter target)
    {
        if (!HasValues(group))
            target.WriteNoNumber();
        else if (_wide is not null)
            target.WriteNumber(_wide[group]);
        else
            target.WriteNumber(_best[group], _scale);
    }

    public override void Combine(int group, ref StateReader source)
    {
        switch (source.ReadNumber(out var units, out var scale, out var wide))
        {
            case StateNumber.Narrow when _wide is null && TryMeet(scale, (UInt128)Int128.Abs(units)):
                Keep(ref _best[group], units * PowersOfTen.Long(_scale - scale));
                break;
            case StateNumber.Narrow:
                Widen();
                KeepWide(group, new Number(units, scale));
                break;
            case StateNumber.Wide:
                Widen();
                KeepWide(group, wide);
                break;
        }
    }

    public override void Results(Vector target, int groups)
    {
        var numbers = (NumberVector)target;
        numbers.Reset(groups);
        for (var group = 0; group < groups; group++)
        {
            if (!HasValues(group))
                numbers.SetState(group, RowState.Null);
            else if (_wide is not null)
                numbers.Set(group, _wide[group]);
            else
                numbers.Set(group, _best[group], _scale);
        }
        numbers.Complete();
    }

    /// <summary>
    /// Raises the common scale to at least <paramref name="scale"/>; false if longs cannot hold all values at one
    /// scale.
    /// </summary>
    /// <param name="magnitude">The max magnitude to convert from that scale to the common scale.</param>
    private bool TryMeet(int scale, UInt128 magnitude)
    {
        if (magnitude > MaxLong) return false;
        if (scale <= _scale)
            return magnitude * (UInt128)PowersOfTen.Long(_scale - scale) <= MaxLong;
        var power = PowersOfTen.Long(scale - _scale);
        for (var group = 0; group < _best.Length; group++)
        {
            if (HasValues(group) && (_best[group] > MaxLong / power || _best[group] < -(MaxLong / power)))
                return false;
        }
        for (var group = 0; group < _best.Length; group++)
        {
            if (HasValues(group))
                _best[group] *= power;
        }
        _scale = scale;
        return true;
    }

    private void Widen()
    {
        if (_wide is not null) return;
        _wide = new Number[_best.Length];
        for (var group = 0; group < _best.Length; group++)
        {
            if (!HasValues(group)) continue;
            _wide[group] = new Number(_best[group], _scale);
            _best[group] = SomeValue;
        }
    }

    private void KeepWide(int group, Number number)
    {
        if (!HasValues(group) || TOrder.IsBetter(number.CompareTo(_wide![group])))
            _wide![group] = number;
        _best[group] = SomeValue;
    }

    private bool HasValues(int group) => _best[group] != TOrder.Worst;

    private static void Keep(ref long best, long units) => best = TOrder.Best(best, units);
}
