using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pipeline.Core.Reading.Delimited;

/// <summary>Which of the next 64 ends of fields are newlines, if every record has the same number of fields.</summary>
internal sealed class FieldCountPattern
{
    private const int MaxFields = 64;

    /// <summary>By how many fields of the record at hand have ended: bit i is set where end i is a record's last.</summary>
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

    /// <returns>Null for records of no fields, or of more than can be looked at together.</returns>
    public static FieldCountPattern? Of(int fields) => fields is > 0 and <= MaxFields ? new FieldCountPattern(fields) : null;

    /// <summary>Whether among the ends of fields those are newlines that should be.</summary>
    /// <param name="phase">How many fields of the record at hand have ended, before and after.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches(ulong ends, ulong newlines, ref int phase)
    {
        // Lays bit i of the pattern where the i-th end is.
        var expected = Bmi2.X64.ParallelBitDeposit(_lasts[phase], ends);
        // Only what ended after the last newline counts on; with none, all of it does.
        var sinceNewline = newlines == 0 ? ends : ends & (ulong)-((long)HighestBit(newlines) << 1);
        phase = BitOperations.PopCount(sinceNewline) + (newlines == 0 ? phase : 0);
        return expected == newlines && phase < _lasts.Length;
    }

    private static ulong HighestBit(ulong bits) => 1UL << 63 - BitOperations.LeadingZeroCount(bits);
}
