using Pipeline.Core.Buffers;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>SUM, exact; NULL if there are no values.</summary>
internal sealed class SumState : AggregateState
{
    private readonly ExactSums _sums = new();
    private bool[] _any = [];

    public override int BytesPerGroup => 17;

    public override long ExtraBytes => _sums.ExtraBytes;

    public override void Reserve(int groups)
    {
        _sums.Reserve(groups);
        Grow(ref _any, groups);
    }

    public override void Clear(int groups)
    {
        _sums.Clear(groups);
        Array.Clear(_any, 0, groups);
    }

    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        var numbers = (NumberVector)argument!;
        _sums.Add(numbers, groups);
        var any = _any;
        if (numbers.AllValues)
        {
            foreach (var group in groups)
                any[group] = true;
            return;
        }
        var states = numbers.States;
        for (var i = 0; i < groups.Length; i++)
            any[groups[i]] |= states[i] == RowState.Value;
    }

    public override void Read(int group)
    {
        _sums.Read(group);
        Prefetch.Read(ref _any[group]);
    }

    public override void Write(int group, StateWriter target)
    {
        if (_any[group])
            _sums.Write(group, target);
        else
            target.WriteNoNumber();
    }

    public override void Combine(int group, ref StateReader source)
    {
        _any[group] |= source.HasNumber;
        _sums.Combine(group, ref source);
    }

    public override void Results(Vector target, int groups)
    {
        var numbers = (NumberVector)target;
        numbers.Reset(groups);
        for (var group = 0; group < groups; group++)
        {
            if (_any[group])
                _sums.Result(group, numbers);
            else
                numbers.SetState(group, RowState.Null);
        }
        numbers.Complete();
    }
}
