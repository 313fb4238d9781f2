using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>AVG: an exact sum and a count, divided once, at the end; NULL if there are no values.</summary>
internal sealed class AverageState : AggregateState
{
    private readonly ExactSums _sums = new();
    private readonly CountState _counts = new();

    public override int BytesPerGroup => 16 + _counts.BytesPerGroup;

    public override long ExtraBytes => _sums.ExtraBytes;

    public override void Reserve(int groups)
    {
        _sums.Reserve(groups);
        _counts.Reserve(groups);
    }

    public override void Clear(int groups)
    {
        _sums.Clear(groups);
        _counts.Clear(groups);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        _sums.Add((NumberVector)argument!, groups);
        _counts.Update(argument, groups);
    }

    public override void Read(int group)
    {
        _sums.Read(group);
        _counts.Read(group);
    }

    public override void Write(int group, StateWriter target)
    {
        _counts.Write(group, target);
        _sums.Write(group, target);
    }

    public override void Combine(int group, ref StateReader source)
    {
        _counts.Combine(group, ref source);
        _sums.Combine(group, ref source);
    }

    public override void Results(Vector target, int groups)
    {
        var numbers = (NumberVector)target;
        numbers.Reset(groups);
        for (var group = 0; group < groups; group++)
        {
            // The average of no values is NULL.
            if (Number.Divide(_sums.Total(group), new Number(_counts[group], 0)) is { } average)
                numbers.Set(group, average);
            else
                numbers.SetState(group, RowState.Null);
        }
        numbers.Complete();
    }
}
