using Pipeline.Core.Entries;

namespace Pipeline.Operations.Run;

/// <summary>Concatenates the outputs of several partials. Owns the partials.</summary>
internal sealed class JoinedOutputs(IReadOnlyList<EntryStream> partials) : EntryStream
{
    private readonly ConcatenatedStream _all = new(partials);
    private readonly VersionCheck _versions = new();

    public override ReadOnlySpan<byte> Key => _all.Key;

    public override ReadOnlySpan<byte> Value => _all.Value;

    public override bool MoveNext()
    {
        while (_all.MoveNext())
        {
            if (OutputEntries.IsOutput(_all) || _versions.Take(_all)) return true;
        }
        return false;
    }

    public override void Dispose()
    {
        _all.Dispose();
        base.Dispose();
    }
}
