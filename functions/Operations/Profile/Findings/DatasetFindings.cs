using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Settings;
using Pipeline.Operations.Profile.Summaries;

namespace Pipeline.Operations.Profile.Findings;

/// <summary>The content of the report.</summary>
/// <param name="Dataset">The paths and globs of the request.</param>
internal sealed record DatasetFindings(
    IReadOnlyList<string> Dataset,
    RecordSummary Records,
    DuplicateRecords Duplicates,
    IReadOnlyList<ColumnFindings> Columns,
    IReadOnlyList<Warning> Warnings)
{
    /// <param name="merged">The merge of all partials; empty if the dataset is empty.</param>
    public static DatasetFindings Read(
        EntryStream merged,
        IReadOnlyList<string> dataset,
        ProfileSettings settings,
        ProfileLimits limits)
    {
        var records = new RecordSummary();
        var columns = new List<ColumnFindings>();
        var states = new IMergeable[3];
        while (merged.MoveNext())
        {
            var state = ProfileEntries.NewState(merged.Key, settings.Columns, limits);
            var reader = new StateReader(merged.Value);
            state.Merge(ref reader);
            if (state is RecordSummary summary)
            {
                records = summary;
                continue;
            }
            var (column, entry) = ProfileEntries.Read(merged.Key);
            states[(int)entry] = state;
            if (entry == ColumnEntry.Sample)
                columns.Add(Find(settings, column, states));
        }
        for (var column = columns.Count; column < settings.Columns.Count; column++)
            columns.Add(
                Find(
                    settings,
                    column,
                    [new ColumnSummary(settings.Columns[column].Kind), limits.NewCounts(), limits.NewSample()]));
        var duplicates = DuplicateRecords.Of(records);
        IEnumerable<Warning> warnings =
        [
            .. DatasetWarnings.Of(duplicates, settings),
            .. columns.SelectMany(ColumnWarnings.Of),
        ];
        return new DatasetFindings(dataset, records, duplicates, columns, [.. warnings]);
    }

    private static ColumnFindings Find(ProfileSettings settings, int column, IMergeable[] states) =>
        new(
            settings.Columns[column].Name,
            (ColumnSummary)states[(int)ColumnEntry.Summary],
            (ValueCounts)states[(int)ColumnEntry.Counts],
            (ValueSample)states[(int)ColumnEntry.Sample],
            settings.Top);
}
