using System.Numerics;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// A quantile of each group, by the rule of <see cref="Binding.AggregateFunction.Quantile"/>. Interpolating two
/// decimals with a decimal weight gives a decimal, so the result is exact.
/// </summary>
/// <param name="quantile">0 to 1.</param>
/// <param name="max">The max number of groups at a time.</param>
internal sealed class QuantileResult(Number quantile, int max)
{
    private readonly Number?[] _results = new Number?[max];
    private int _group;

    /// <summary>The index of the value at or before the quantile, among all values of the group in order.</summary>
    private long _index;

    /// <summary>The quantile's position between that value and the next one: 0 to less than 1.</summary>
    private Number _share;

    /// <summary>The value at <see cref="_index"/>, until the next one arrives.</summary>
    private Number? _low;

    private bool _isDone;

    /// <summary>Null for a group without values.</summary>
    public Number? this[int group] => _results[group];

    /// <param name="count">The number of values to come, including equal ones.</param>
    public void Start(int group, long count)
    {
        _group = group;
        _results[group] = null;
        _low = null;
        _isDone = count == 0;
        var index = BigInteger.DivRem(quantile.Units * (count - 1), PowersOfTen.Big(quantile.Scale), out var rest);
        _index = _isDone ? 0 : (long)index;
        _share = new Number(rest, quantile.Scale);
    }

    /// <param name="value">As a key component.</param>
    /// <param name="seen">The number of values so far, including this one.</param>
    public void Add(ReadOnlySpan<byte> value, long seen)
    {
        if (_isDone || seen <= _index) return;
        if (_low is { } low)
        {
            Finish(low + (Read(value) - low) * _share);
            return;
        }
        _low = Read(value);
        if (_share.IsZero || seen > _index + 1)
            Finish(_low.Value);
    }

    private void Finish(Number result)
    {
        _results[_group] = result;
        _isDone = true;
    }

    private static Number Read(ReadOnlySpan<byte> value)
    {
        var (units, scale) = new KeyReader(value).ReadNumber();
        return new Number(units, scale);
    }
}
