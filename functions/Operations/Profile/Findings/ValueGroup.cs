using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>A distinct value, with all its spellings.</summary>
/// <param name="Number">The value, if it is a number in a column of numbers; otherwise null.</param>
/// <param name="Text">The value as text, for display.</param>
/// <param name="Count">How often the value occurs.</param>
/// <param name="Spellings">Spellings of the value, such as 1.5 and 1.50.</param>
internal sealed record ValueGroup(Number? Number, string Text, long Count, IReadOnlyList<string> Spellings)
{
    /// <summary>Orders by descending count, then numbers before texts, then by value.</summary>
    public static int Compare(ValueGroup left, ValueGroup right) =>
        left.Count != right.Count ? right.Count.CompareTo(left.Count)
        : left.Number is { } a && right.Number is { } b ? a.CompareTo(b)
        : left.Number is null != right.Number is null ? (left.Number is null ? 1 : -1)
        : string.CompareOrdinal(left.Text, right.Text);
}
