using System.IO.Hashing;

namespace Pipeline.Operations.Models;

/// <summary>
/// Selects the records that are held out for evaluation instead of training. The choice depends on a hash of the
/// record's bytes, so a record is on the same side in every job and for every block size.
/// </summary>
/// <param name="share">The share to hold out, from 0 to less than 1.</param>
internal readonly struct HeldOut(double share)
{
    /// <summary>Must never change, because it determines which records are held out.</summary>
    private const long Seed = 0x5049504C;

    private readonly UInt128 _end = (UInt128)Math.ScaleB(share, 64);

    /// <param name="record">The record's bytes in the file. A trailing carriage return is ignored.</param>
    public bool Has(ReadOnlySpan<byte> record)
    {
        if (record.EndsWith("\r"u8))
            record = record[..^1];
        return XxHash3.HashToUInt64(record, Seed) < _end;
    }
}
