using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>The content of the report about one column.</summary>
internal sealed class ColumnFindings
{
    private const int MaxExamples = 5;

    /// <param name="counts">The counts of the column's values.</param>
    /// <param name="sample">A sample of the column's values.</param>
    /// <param name="top">The max number of most frequent values to report.</param>
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

    /// <summary>The number of distinct values: exact if <see cref="IsDistinctExact"/>, otherwise an estimate.</summary>
    public long Distinct { get; }

    public bool IsDistinctExact => Groups.AreWhole;

    /// <summary>The number of distinct values that were counted: all, or a sample.</summary>
    public int Counted { get; }

    /// <summary>Whether any counted value occurs more than once.</summary>
    public bool HasRepeats { get; }

    public FrequentValues Frequent { get; }

    /// <summary>A few values as written in the file.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The quantiles; null if the column has no numbers.</summary>
    public Quantiles? Quantiles { get; }

    /// <summary>The histogram; null if the column has no numbers or only one distinct number.</summary>
    public Histogram? Histogram { get; }
}
