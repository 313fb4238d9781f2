using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>
/// The most frequent values of a column: exact if all values were counted, otherwise estimated from a sample. A value
/// must occur a few times in the sample to be reported.
/// </summary>
/// <param name="Sampled">The size of the sample; 0 if the counts are exact.</param>
internal sealed record FrequentValues(IReadOnlyList<FrequentValue> Values, long Sampled)
{
    /// <summary>Values that occur less often in the sample are not reported, because that may be chance.</summary>
    private const int MinInSample = 4;

    public bool AreExact => Sampled == 0;

    /// <param name="values">The number of values of the column, including repeated ones.</param>
    public static FrequentValues Of(ValueGroups groups, long values, int top) =>
        groups.AreWhole
            ? new FrequentValues(
                [
                    .. groups
                        .All.Take(top)
                        .Select(group => new FrequentValue(
                            group,
                            group.Count,
                            Share(group.Count, values),
                            Number.Zero)),
                ],
                0)
            : new FrequentValues(
                [
                    .. groups
                        .All.TakeWhile(group => group.Count >= MinInSample)
                        .Take(top)
                        .Select(group => new FrequentValue(
                            group,
                            Scaled(group.Count, groups.Total, values),
                            Share(group.Count, groups.Total),
                            Error(group.Count, groups.Total))),
                ],
                groups.Total);

    public static Number Share(long count, long of) =>
        of == 0 ? Number.Zero : Number.Divide(new Number(count, 0), new Number(of, 0))!.Value.Round(6);

    private static long Scaled(long count, long sampled, long values) =>
        (long)(((UInt128)(ulong)count * (ulong)values + (ulong)sampled / 2) / (ulong)sampled);

    /// <summary>Twice the standard error of a share in a sample: 2 √(p (1 - p) / n).</summary>
    private static Number Error(long count, long sampled)
    {
        var (part, all) = (new Number(count, 0), new Number(sampled, 0));
        return SquareRoot.OfQuotient(new Number(4, 0) * part * (all - part), all * all * all)!.Value.Round(6);
    }
}

/// <param name="Count">How often the value occurs, exact or estimated.</param>
/// <param name="Share">Its share of all values that are not NULL.</param>
/// <param name="Error">The margin of error of the share in 19 of 20 cases; 0 if the share is exact.</param>
internal sealed record FrequentValue(ValueGroup Value, long Count, Number Share, Number Error);
