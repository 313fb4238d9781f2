using System.IO.Hashing;

namespace Pipeline.Operations.Models;

/// <summary>
/// Which records a model is judged by and not trained on: chosen by a hash of the record's bytes, so that one record is
/// on the same side in every job, at every cut.
/// </summary>
/// <param name="share">From 0 to less than 1.</param>
internal readonly struct HeldOut(double share)
{
    /// <summary>Part of the rule, so never another one.</summary>
    private const long Seed = 0x5049504C;

    private readonly UInt128 _end = (UInt128)Math.ScaleB(share, 64);

    /// <param name="record">As it stands in the file; a carriage return at its end does not count.</param>
    public bool Has(ReadOnlySpan<byte> record)
    {
        if (record.EndsWith("\r"u8))
            record = record[..^1];
        return XxHash3.HashToUInt64(record, Seed) < _end;
    }
}
