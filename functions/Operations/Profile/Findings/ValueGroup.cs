using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>A value, in however many ways it is written.</summary>
/// <param name="Number">The value if it is a number in a column of numbers.</param>
/// <param name="Text">As it is shown.</param>
/// <param name="Count">How often it occurs.</param>
/// <param name="Spellings">Ways in which it is written, such as 1.5 and 1.50.</param>
internal sealed record ValueGroup(Number? Number, string Text, long Count, IReadOnlyList<string> Spellings)
{
    /// <summary>The most frequent first, then numbers, in their order, before texts.</summary>
    public static int Compare(ValueGroup left, ValueGroup right) =>
        left.Count != right.Count ? right.Count.CompareTo(left.Count)
        : left.Number is { } a && right.Number is { } b ? a.CompareTo(b)
        : left.Number is null != right.Number is null ? (left.Number is null ? 1 : -1)
        : string.CompareOrdinal(left.Text, right.Text);
}
