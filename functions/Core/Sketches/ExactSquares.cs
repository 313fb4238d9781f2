using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pipeline.Core.Numbers;
using Pipeline.Core.Vectors;

namespace Pipeline.Core.Sketches;

/// <content>Sums of squares. A square has twice the scale of its root: up to 36 for a long.</content>
internal sealed partial class ExactSums
{
    /// <summary>Adds the square of each row to its group. Rows without a value must have units of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddSquares(NumberVector numbers, ReadOnlySpan<int> groups)
    {
        if (numbers.Wide is { } wide)
        {
            for (var i = 0; i < groups.Length; i++)
                Add(groups[i], wide[i] * wide[i]);
            return;
        }
        // At most 2^126, because no unit exceeds 2^63.
        var magnitude = numbers.MagnitudeBound();
        magnitude *= magnitude;
        var scale = 2 * numbers.Scale;
        if (magnitude > (UInt128)Int128.MaxValue / (uint)Math.Max(1, groups.Length)
            || !TryMakeRoom(scale, magnitude * (uint)groups.Length))
        {
            for (var i = 0; i < groups.Length; i++)
                AddWide(groups[i], new Number(BigInteger.Pow(numbers.Units[i], 2), scale));
            return;
        }
        ref var units = ref MemoryMarshal.GetArrayDataReference(numbers.Units);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        var power = (Int128)PowersOfTen.Wide(_scale - scale);
        for (var i = 0; i < groups.Length; i++)
        {
            var unit = Unsafe.Add(ref units, i);
            var high = Math.BigMul(unit, unit, out var low);
            var square = new Int128((ulong)high, (ulong)low);
            Unsafe.Add(ref sums, groups[i]) += power == 1 ? square : square * power;
        }
    }
}
