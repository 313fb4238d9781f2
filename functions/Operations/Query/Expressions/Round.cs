using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Expressions;

/// <summary>Rounds half away from zero.</summary>
/// <param name="digits">Decimal places to keep, -18 to 18; -2 rounds to hundreds.</param>
internal sealed class Round(int slot, Expression<NumberVector> operand, int digits) : NumberFunction(slot, operand)
{
    private protected override bool TryNarrow(NumberVector operand, NumberVector result)
    {
        var dropped = Math.Max(operand.Scale - digits, 0);
        var factor = PowersOfTen.Long(Math.Max(-digits, 0));
        // Rounding up adds less than the unit that is rounded to.
        if (dropped > PowersOfTen.LastLong || operand.MagnitudeBound() + (UInt128)factor > long.MaxValue) return false;
        result.StartFrom(operand);
        var units = result.StartNarrow(Math.Min(operand.Scale, Math.Max(digits, 0)));
        var operands = operand.Units.AsSpan(0, units.Length);
        if (dropped == 0)
        {
            operands.CopyTo(units);
            return true;
        }
        var power = PowersOfTen.Long(dropped);
        for (var i = 0; i < units.Length; i++)
        {
            var (rounded, rest) = Math.DivRem(operands[i], power);
            if (Math.Abs(rest) >= power - Math.Abs(rest)) rounded += Math.Sign(rest);
            units[i] = rounded * factor;
        }
        return true;
    }

    private protected override Number Apply(Number operand) => operand.Round(digits);
}
