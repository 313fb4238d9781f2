using Pipeline.Core.Entries;
using Pipeline.Core.Formats;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Profile.Settings;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>Merges the entries that several partials have for the same column, or for the records.</summary>
internal sealed class ProfileCombiner(IReadOnlyList<Column> columns, ProfileLimits limits) : MergeableCombiner
{
    protected override IMergeable NewState(ReadOnlySpan<byte> key) => ProfileEntries.NewState(key, columns, limits);
}
