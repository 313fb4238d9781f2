using System.Runtime.CompilerServices;
using Pipeline.Core.Operations.Query.Values;

namespace Pipeline.Core.Operations.Query.Aggregation;

/// <summary>
/// MIN or MAX of numbers; NULL for no values. Longs at a scale common to all groups, as long as these suffice;
/// <see cref="Number"/>s from then on.
/// </summary>
internal sealed class NumberExtremeState<TOrder> : AggregateState
    where TOrder : IOrder
{
    private long[] _best = [];
    private bool[] _any = [];
    private int _scale;
    private Number[]? _wide;

    public override int BytesPerGroup => 9;

    public override long ExtraBytes => _wide is null ? 0 : 64L * _wide.Length;

    public override void Reserve(int groups)
    {
        var before = _best.Length;
        Grow(ref _best, groups);
        Grow(ref _any, groups);
        _best.AsSpan(before).Fill(TOrder.Worst);
        if (_wide is not null)
            Grow(ref _wide, groups);
    }

    public override void Clear(int groups)
    {
        _best.AsSpan(0, groups).Fill(TOrder.Worst);
        Array.Clear(_any, 0, groups);
        _scale = 0;
        _wide = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        var numbers = (NumberVector)argument!;
        if (numbers.Wide is not null || _wide is not null || !TryMeet(numbers))
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
        var units = numbers.Units.AsSpan(0, groups.Length);
        var best = _best;
        var any = _any;
        if (numbers.AllValues)
        {
            for (var i = 0; i < units.Length; i++)
            {
                var group = groups[i];
                best[group] = TOrder.Best(best[group], units[i] * power);
                any[group] = true;
            }
            return;
        }
        var states = numbers.States;
        for (var i = 0; i < units.Length; i++)
        {
            if (states[i] != RowState.Value) continue;
            var group = groups[i];
            best[group] = TOrder.Best(best[group], units[i] * power);
            any[group] = true;
        }
    }

    public override void Write(int group, StateWriter target)
    {
        if (!_any[group])
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
                _best[group] = TOrder.Best(_best[group], units * PowersOfTen.Long(_scale - scale));
                _any[group] = true;
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
            if (!_any[group])
                numbers.SetState(group, RowState.Null);
            else if (_wide is not null)
                numbers.Set(group, _wide[group]);
            else
                numbers.Set(group, _best[group], _scale);
        }
        numbers.Complete();
    }

    private bool TryMeet(NumberVector numbers) =>
        numbers.Scale == _scale || TryMeet(numbers.Scale, numbers.Scale > _scale ? 0 : numbers.MagnitudeBound());

    /// <summary>Makes the common scale at least <paramref name="scale"/>; false when longs cannot hold all at one scale.</summary>
    /// <param name="magnitude">The greatest that is to be brought from there to the common scale.</param>
    private bool TryMeet(int scale, UInt128 magnitude)
    {
        if (scale <= _scale)
            return magnitude * (UInt128)PowersOfTen.Long(_scale - scale) <= long.MaxValue;
        var power = PowersOfTen.Long(scale - _scale);
        for (var group = 0; group < _best.Length; group++)
        {
            if (_any[group] && (_best[group] > long.MaxValue / power || _best[group] < -(long.MaxValue / power)))
                return false;
        }
        for (var group = 0; group < _best.Length; group++)
        {
            if (_any[group])
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
            if (_any[group])
                _wide[group] = new Number(_best[group], _scale);
        }
    }

    private void KeepWide(int group, Number number)
    {
        if (!_any[group] || TOrder.IsBetter(number.CompareTo(_wide![group])))
            _wide![group] = number;
        _any[group] = true;
    }
}
