using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Whether a number is one of several constants, none of them NULL.</summary>
internal sealed class InNumbers(int slot, Expression<NumberVector> number, IEnumerable<Number> items)
    : Expression<BooleanVector>(slot, number)
{
    private readonly HashSet<Number> _items = [.. items];

    /// <summary>By scale, the items as longs; created for the first batch of that scale.</summary>
    private readonly HashSet<long>?[] _units = new HashSet<long>?[DecimalText.MaxDigits + 1];

    private protected override void Compute(EvaluationContext context, BooleanVector result)
    {
        var numbers = number.Evaluate(context);
        result.StartFrom(numbers);
        if (numbers.Wide is null)
        {
            // Two threads may both create the set; either one is valid.
            var units = _units[numbers.Scale] ??= UnitsAt(numbers.Scale);
            for (var i = 0; i < result.Count; i++)
                result.Values[i] = units.Contains(numbers.Units[i]);
        }
        else
        {
            for (var i = 0; i < result.Count; i++)
                result.Values[i] = _items.Contains(numbers.Wide[i]);
        }
        result.ClearMissing();
    }

    private HashSet<long> UnitsAt(int scale)
    {
        var units = new HashSet<long>();
        foreach (var item in _items)
        {
            if (item.Scale > scale || item.Scale < -PowersOfTen.LastLong) continue;
            var value = item.UnitsAt(scale);
            if (value >= long.MinValue && value <= long.MaxValue) units.Add((long)value);
        }
        return units;
    }
}
