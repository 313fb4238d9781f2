using System.Text;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>Groups equal values of a column: all values if there are few distinct ones, otherwise a sample.</summary>
internal sealed class ValueGroups
{
    private const int MaxSpellings = 3;

    private readonly Dictionary<
        (Number Number, ulong Text),
        (long Count, string Text, List<string> Spellings)
    > _groups = [];

    public ValueGroups(ColumnKind kind, ValueCounts counts, ValueSample sample)
    {
        AreWhole = counts.Level == 0;
        if (AreWhole)
        {
            foreach (var value in counts.Sorted())
                Add(kind, value.Text, value.Hash, value.Count);
        }
        else
        {
            // Truncated values are identified by their prefix and length.
            foreach (var value in sample.Values())
                Add(kind, value, ValueHash.Of(value.Start) ^ (ulong)value.Length, 1);
        }
        All =
        [
            .. _groups.Select(group => new ValueGroup(
                group.Key.Text == 0 ? group.Key.Number : null,
                group.Value.Text,
                group.Value.Count,
                group.Value.Spellings)),
        ];
        Array.Sort(All, ValueGroup.Compare);
        Total = All.Sum(group => group.Count);
    }

    /// <summary>Whether the groups cover all values of the column, not just a sample.</summary>
    public bool AreWhole { get; }

    /// <summary>The groups, most frequent first.</summary>
    public ValueGroup[] All { get; }

    /// <summary>The number of values in all groups, including repeated ones.</summary>
    public long Total { get; }

    /// <summary>Returns the numbers of a column of numbers in ascending order, with their counts.</summary>
    public IReadOnlyList<(Number Number, long Count)> Numbers() =>
        [
            .. All.Where(group => group.Number is not null)
                .Select(group => (group.Number!.Value, group.Count))
                .OrderBy(group => group.Value),
        ];

    private void Add(ColumnKind kind, ValueText value, ulong hash, long count)
    {
        var text = value.ToString();
        var key = (Number.Zero, Text: hash | 1);
        if (kind == ColumnKind.Number && value.IsWhole && Number.TryParse(value.Start, out var number))
            key = (number, 0);
        else if (kind == ColumnKind.Boolean && Ascii.EqualsIgnoreCase(value.Start, "true"u8))
            key.Text = ValueHash.Of("true"u8) | 1;
        else if (kind == ColumnKind.Boolean && Ascii.EqualsIgnoreCase(value.Start, "false"u8))
            key.Text = ValueHash.Of("false"u8) | 1;
        var group = _groups.GetValueOrDefault(key, (0, key.Text == 0 ? key.Zero.ToString() : text, []));
        if (group.Spellings.Count < MaxSpellings && !group.Spellings.Contains(text))
            group.Spellings.Add(text);
        _groups[key] = (group.Count + count, group.Text, group.Spellings);
    }
}
