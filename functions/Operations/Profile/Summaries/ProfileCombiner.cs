using Pipeline.Core.Entries;
using Pipeline.Core.Formats;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Settings;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>Merges the entries of one key: those that several partials have of one column, or of the records.</summary>
internal sealed class ProfileCombiner(IReadOnlyList<Column> columns, ProfileLimits limits) : MergeableCombiner
{
    protected override IMergeable NewState(ReadOnlySpan<byte> key) => ProfileEntries.NewState(key, columns, limits);
}
