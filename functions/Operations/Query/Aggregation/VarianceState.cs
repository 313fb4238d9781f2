using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// VARIANCE and STDDEV: a count, an exact sum and an exact sum of squares, which give the variance as an exact
/// fraction, <c>(n Σx² - (Σx)²) / (n (n - 1))</c>. The variance, or its square root, is rounded once, at the end.
/// </summary>
/// <param name="ofAll">
/// Of a population, which divides by n²; otherwise of a sample, which has no variance with fewer than two values.
/// </param>
/// <param name="isDeviation">Whether to take the square root.</param>
internal sealed class VarianceState(bool ofAll, bool isDeviation) : AggregateState
{
    private readonly CountState _counts = new();
    private readonly ExactSums _sums = new();
    private readonly ExactSums _squares = new();

    public override int BytesPerGroup => 32 + _counts.BytesPerGroup;

    public override long ExtraBytes => _sums.ExtraBytes + _squares.ExtraBytes;

    public override void Reserve(int groups)
    {
        _counts.Reserve(groups);
        _sums.Reserve(groups);
        _squares.Reserve(groups);
    }

    public override void Clear(int groups)
    {
        _counts.Clear(groups);
        _sums.Clear(groups);
        _squares.Clear(groups);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(Vector? argument, ReadOnlySpan<int> groups)
    {
        var numbers = (NumberVector)argument!;
        _counts.Update(argument, groups);
        _sums.Add(numbers, groups);
        _squares.AddSquares(numbers, groups);
    }

    public override void Read(int group)
    {
        _counts.Read(group);
        _sums.Read(group);
        _squares.Read(group);
    }

    public override void Write(int group, StateWriter target)
    {
        _counts.Write(group, target);
        _sums.Write(group, target);
        _squares.Write(group, target);
    }

    public override void Combine(int group, ref StateReader source)
    {
        _counts.Combine(group, ref source);
        _sums.Combine(group, ref source);
        _squares.Combine(group, ref source);
    }

    public override void Results(Vector target, int groups)
    {
        var numbers = (NumberVector)target;
        numbers.Reset(groups);
        for (var group = 0; group < groups; group++)
        {
            if (Result(group) is { } result)
                numbers.Set(group, result);
            else
                numbers.SetState(group, RowState.Null);
        }
        numbers.Complete();
    }

    private Number? Result(int group)
    {
        var count = new Number(_counts[group], 0);
        var sum = _sums.Total(group);
        var dividend = count * _squares.Total(group) - sum * sum;
        // The result is NULL for no values, and for a sample of one.
        var divisor = count * (ofAll ? count : count - new Number(1, 0));
        return isDeviation ? SquareRoot.OfQuotient(dividend, divisor) : Number.Divide(dividend, divisor);
    }
}
