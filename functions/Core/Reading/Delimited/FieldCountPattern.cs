using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Core.Reading.Delimited;

/// <summary>
/// Predicts which of the next 64 field ends are newlines, given that every record has the same number of fields.
/// </summary>
internal sealed class FieldCountPattern
{
    private const int MaxFields = 64;

    /// <summary>
    /// Indexed by the number of fields already ended in the current record: bit i is set if field end i ends a record.
    /// </summary>
    private readonly ulong[] _lasts;

    private FieldCountPattern(int fields)
    {
        _lasts = new ulong[fields];
        for (var phase = 0; phase < fields; phase++)
        {
            for (var last = fields - 1 - phase; last < MaxFields; last += fields)
                _lasts[phase] |= 1UL << last;
        }
    }

    /// <returns>Null if there are no fields, or more than fit a mask.</returns>
    public static FieldCountPattern? Of(int fields) =>
        fields is > 0 and <= MaxFields ? new FieldCountPattern(fields) : null;

    /// <summary>Whether exactly the expected field ends are newlines.</summary>
    /// <param name="phase">The number of fields ended in the current record; updated for the next call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches(ulong ends, ulong newlines, ref int phase)
    {
        // Deposits bit i of the pattern at the position of the i-th field end.
        var expected = Bmi2.X64.ParallelBitDeposit(_lasts[phase], ends);
        // Only fields that ended after the last newline belong to the current record.
        var sinceNewline = newlines == 0 ? ends : ends & (ulong)-((long)HighestBit(newlines) << 1);
        phase = BitOperations.PopCount(sinceNewline) + (newlines == 0 ? phase : 0);
        return expected == newlines && phase < _lasts.Length;
    }

    private static ulong HighestBit(ulong bits) => 1UL << 63 - BitOperations.LeadingZeroCount(bits);
}
