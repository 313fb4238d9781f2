using System.Text;
using Pipeline.Core.Entries;

namespace Pipeline.Operations.Run;

/// <summary>Sees to it that all outputs that are merged are of the same programs.</summary>
/// <param name="expected">The versions of the programs; null takes those of the first partial.</param>
internal sealed class VersionCheck(string? expected = null)
{
    private byte[]? _versions = expected is null ? null : Encoding.UTF8.GetBytes(expected);

    /// <summary>Takes the entry if it holds versions.</summary>
    /// <returns>Whether it is the first that does.</returns>
    /// <exception cref="ProgramChangedException">They are others than those before.</exception>
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
