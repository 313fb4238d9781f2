using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>What the report shows of a column.</summary>
internal sealed class ColumnFindings
{
    private const int MaxExamples = 5;

    /// <param name="counts">Of the values of the column, as is the sample.</param>
    /// <param name="top">The most frequent values reported.</param>
    public ColumnFindings(string name, ColumnSummary summary, ValueCounts counts, ValueSample sample, int top)
    {
        Name = name;
        Summary = summary;
        Groups = new ValueGroups(summary.Kind, counts, sample);
        var counted = counts.Sorted();
        Counted = counted.Count;
        HasRepeats = counted.Any(value => value.Count > 1);
        Examples = [.. counted.Take(MaxExamples).Select(value => value.Text.ToString())];
        Distinct = Groups.AreWhole ? Groups.All.Length : summary.Distinct.Estimate();
        Frequent = FrequentValues.Of(Groups, summary.Values, top);
        if (summary.Numbers.Count == 0) return;
        var numbers = Groups.Numbers();
        Quantiles = Quantiles.Of(summary.Numbers, Groups.AreWhole ? numbers : null);
        Histogram = Histogram.Of(summary.Numbers, Quantiles, numbers, Groups.AreWhole);
    }

    public string Name { get; }

    public ColumnSummary Summary { get; }

    public ColumnKind Kind => Summary.Kind;

    public ValueGroups Groups { get; }

    public long Records => Summary.Values + Summary.Nulls;

    public Number NullShare => FrequentValues.Share(Summary.Nulls, Records);

    /// <summary>How many different values there are, about unless <see cref="IsDistinctExact"/>.</summary>
    public long Distinct { get; }

    public bool IsDistinctExact => Groups.AreWhole;

    /// <summary>How many different values were counted one by one: all, or a sample of them.</summary>
    public int Counted { get; }

    /// <summary>Whether any of these occurs twice.</summary>
    public bool HasRepeats { get; }

    public FrequentValues Frequent { get; }

    /// <summary>A few values, as they are in the file.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Null in columns without numbers, as is <see cref="Histogram"/>.</summary>
    public Quantiles? Quantiles { get; }

    public Histogram? Histogram { get; }
}
