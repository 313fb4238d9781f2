using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>
/// The most frequent values of a column: exact when all values are known, otherwise as often as in a sample, in which
/// a value must have come up a few times to be named at all.
/// </summary>
/// <param name="Sampled">How many values the sample has; 0 when counts are exact.</param>
internal sealed record FrequentValues(IReadOnlyList<FrequentValue> Values, long Sampled)
{
    /// <summary>Less often in a sample may well be chance.</summary>
    private const int MinInSample = 4;

    public bool AreExact => Sampled == 0;

    /// <param name="values">Of the column, equal ones included.</param>
    public static FrequentValues Of(ValueGroups groups, long values, int top) => groups.AreWhole
        ? new FrequentValues([.. groups.All.Take(top).Select(group => new FrequentValue(group, group.Count, Share(group.Count, values), Number.Zero))], 0)
        : new FrequentValues(
            [
                .. groups.All.TakeWhile(group => group.Count >= MinInSample).Take(top).Select(group => new FrequentValue(
                    group, Scaled(group.Count, groups.Total, values), Share(group.Count, groups.Total), Error(group.Count, groups.Total))),
            ],
            groups.Total);

    public static Number Share(long count, long of) => of == 0 ? Number.Zero : Number.Divide(new Number(count, 0), new Number(of, 0))!.Value.Round(6);

    private static long Scaled(long count, long sampled, long values) =>
        (long)(((UInt128)(ulong)count * (ulong)values + (ulong)sampled / 2) / (ulong)sampled);

    /// <summary>Twice the standard error of a share in a sample: 2 √(p (1 - p) / n).</summary>
    private static Number Error(long count, long sampled)
    {
        var (part, all) = (new Number(count, 0), new Number(sampled, 0));
        return SquareRoot.OfQuotient(new Number(4, 0) * part * (all - part), all * all * all)!.Value.Round(6);
    }
}

/// <param name="Count">How often it occurs, or about how often.</param>
/// <param name="Share">Of all values that are not NULL.</param>
/// <param name="Error">The share is within so much of the true one in 19 of 20 cases; 0 when it is exact.</param>
internal sealed record FrequentValue(ValueGroup Value, long Count, Number Share, Number Error);
