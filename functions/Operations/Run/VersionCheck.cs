using System.Text;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Run;

/// <summary>Verifies that all merged outputs were produced by the same versions of the programs.</summary>
/// <param name="expected">The expected versions; null accepts those of the first partial.</param>
internal sealed class VersionCheck(string? expected = null)
{
    private byte[]? _versions = expected is null ? null : Encoding.UTF8.GetBytes(expected);

    /// <summary>Checks an entry that holds versions.</summary>
    /// <returns>True for the first entry when no versions were expected.</returns>
    /// <exception cref="ProgramChangedException">The versions differ.</exception>
    public bool Take(EntryStream entry)
    {
        if (_versions is null)
        {
            _versions = entry.Value.ToArray();
            return true;
        }
        if (!entry.Value.SequenceEqual(_versions))
            throw ProgramChangedException.Of(Encoding.UTF8.GetString(_versions), Encoding.UTF8.GetString(entry.Value));
        return false;
    }
}
