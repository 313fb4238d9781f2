using Pipeline.Core.Splitting;

namespace Pipeline.Core.Api;

/// <summary>Half-open bytes <c>[Start, End)</c> of one file.</summary>
/// <param name="File">Path relative to the data root.</param>
public sealed record BlockRange(string File, long Start, long End)
{
    public static BlockRange Of(FileRange range) => new(range.File.Path, range.Range.Start, range.Range.End);
}
