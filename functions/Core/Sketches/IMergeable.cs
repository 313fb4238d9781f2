using Pipeline.Core.Numbers;

namespace Pipeline.Core.Sketches;

/// <summary>A summary of records. Merging summaries in any order gives the same bytes.</summary>
internal interface IMergeable
{
    void Write(StateWriter target);

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    void Merge(ref StateReader source);
}
