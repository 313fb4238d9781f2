using System.Globalization;
using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>
/// Statistics of the numbers of a column. Sums are exact; mean and standard deviation are rounded once, at the end.
/// </summary>
internal sealed class NumberSummary
{
    private static readonly double[] Powers =
    [
        .. Enumerable
            .Range(0, DecimalText.MaxDigits + 1)
            .Select(power => double.Parse($"1e{power}", CultureInfo.InvariantCulture)),
    ];

    /// <summary>The group index of each number: always 0, because there is only one group.</summary>
    private int[] _groups = [];

    private readonly ExactSums _sums = new();
    private readonly ExactSums _squares = new();
    private byte[] _text = [];

    public NumberSummary()
    {
        _sums.Reserve(1);
        _squares.Reserve(1);
    }

    public long Count { get; private set; }

    public Number Least { get; private set; }

    public Number Greatest { get; private set; }

    public DDSketch Sketch { get; } = new();

    /// <summary>The number of values below zero.</summary>
    public long Negative { get; private set; }

    /// <summary>The mean; null if there are no numbers.</summary>
    public Number? Mean => Number.Divide(_sums.Total(0), new Number(Count, 0));

    /// <summary>The sample standard deviation; null with fewer than two numbers.</summary>
    public Number? Deviation
    {
        get
        {
            var (count, sum) = (new Number(Count, 0), _sums.Total(0));
            return Count < 2
                ? null
                : SquareRoot.OfQuotient(count * _squares.Total(0) - sum * sum, count * (count - new Number(1, 0)));
        }
    }

    /// <summary>Adds a number that occurs <paramref name="count"/> times.</summary>
    public void Add(Number number, long count, HyperLogLog distinct)
    {
        Keep(number, number);
        Count += count;
        if (number < Number.Zero)
            Negative += count;
        var times = new Number(count, 0);
        _sums.Add(0, number * times);
        _squares.Add(0, number * number * times);
        if (number.TryNarrow(out var units, out var scale))
        {
            Sketch.Add(units / Powers[scale], count);
            distinct.AddHash(ValueHash.Of(units, scale));
            return;
        }
        if (_text.Length < number.MaxLength)
            _text = new byte[number.MaxLength];
        var text = _text.AsSpan(0, number.Format(_text));
        Sketch.Add(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), count);
        distinct.AddHash(ValueHash.Of(text));
    }

    /// <summary>Adds a batch. Skips rows without a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(NumberVector numbers, HyperLogLog distinct)
    {
        if (numbers.Wide is not null)
        {
            for (var i = 0; i < numbers.Count; i++)
            {
                if (numbers.States[i] == RowState.Value)
                    Add(numbers[i], 1, distinct);
            }
            return;
        }
        if (_groups.Length < numbers.Count)
            _groups = new int[numbers.Count];
        _sums.Add(numbers, _groups.AsSpan(0, numbers.Count));
        _squares.AddSquares(numbers, _groups.AsSpan(0, numbers.Count));
        var (least, greatest, added, negative) = (long.MaxValue, long.MinValue, 0, 0);
        for (var i = 0; i < numbers.Count; i++)
        {
            if (numbers.States[i] != RowState.Value) continue;
            var (units, scale) = (numbers.Units[i], numbers.Scale);
            least = Math.Min(least, units);
            greatest = Math.Max(greatest, units);
            negative += units < 0 ? 1 : 0;
            added++;
            // Strip trailing zeros, so that the hash does not depend on the scale of the batch.
            while (scale > 0)
            {
                var shorter = units / 10;
                if (shorter * 10 != units) break;
                units = shorter;
                scale--;
            }
            Sketch.Add(units / Powers[scale]);
            distinct.AddHash(ValueHash.Of(units, scale));
        }
        if (added == 0) return;
        Keep(new Number(least, numbers.Scale), new Number(greatest, numbers.Scale));
        Count += added;
        Negative += negative;
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Count);
        if (Count == 0) return;
        target.WriteNumber(Least);
        target.WriteNumber(Greatest);
        target.WriteVarint((ulong)Negative);
        _sums.Write(0, target);
        _squares.Write(0, target);
        Sketch.Write(target);
    }

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    public void Merge(ref StateReader source)
    {
        var count = (long)source.ReadVarint();
        if (count == 0) return;
        Keep(Read(ref source), Read(ref source));
        Count += count;
        Negative += (long)source.ReadVarint();
        _sums.Combine(0, ref source);
        _squares.Combine(0, ref source);
        Sketch.Merge(ref source);
    }

    /// <summary>Updates min and max. Call it before <see cref="Count"/> is increased.</summary>
    private void Keep(Number least, Number greatest)
    {
        Least = Count == 0 || least < Least ? least : Least;
        Greatest = Count == 0 || greatest > Greatest ? greatest : Greatest;
    }

    private static Number Read(ref StateReader source) =>
        source.ReadNumber(out var units, out var scale, out var wide) == StateNumber.Wide
            ? wide
            : new Number(units, scale);
}
