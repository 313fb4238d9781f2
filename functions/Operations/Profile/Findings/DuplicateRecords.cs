using Pipeline.Core.Numbers;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>
/// Duplicate records: counted exactly if there are few distinct records, otherwise estimated from a sample of distinct
/// records with all their copies.
/// </summary>
/// <param name="Count">The number of records that deduplication would remove.</param>
/// <param name="Share">Their share of all records.</param>
/// <param name="Error">The margin of error of the share in 19 of 20 cases; 0 if the share is exact.</param>
internal sealed record DuplicateRecords(long Count, Number Share, Number Error, bool IsExact)
{
    public static DuplicateRecords Of(RecordSummary records)
    {
        var (different, all, squares) = (0L, Number.Zero, Number.Zero);
        records.Counts.ForEach((_, count, _) =>
        {
            var number = new Number(count, 0);
            different++;
            all += number;
            squares += number * number;
        });
        var surplus = all - new Number(different, 0);
        if (records.Counts.Level == 0 || different == 0)
        {
            var count = records.Count - different;
            return new DuplicateRecords(count, FrequentValues.Share(count, records.Count), Number.Zero, IsExact: true);
        }
        var share = Number.Divide(surplus, all)!.Value;
        // Two standard errors of a ratio of sums: 2 √Σ(c - 1 - share c)² / Σc.
        // With kept = 1 - share, the sum is Σ(kept c - 1)².
        var kept = new Number(1, 0) - share;
        var spread = kept * kept * squares - new Number(2, 0) * kept * all + new Number(different, 0);
        var error =
            spread <= Number.Zero ? Number.Zero : SquareRoot.OfQuotient(new Number(4, 0) * spread, all * all)!.Value;
        return new DuplicateRecords(
            (long)(share * new Number(records.Count, 0)).Round(0).UnitsAt(0),
            share.Round(6),
            error.Round(6),
            IsExact: false);
    }
}
