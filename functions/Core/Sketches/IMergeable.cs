using Pipeline.Core.Numbers;

namespace Pipeline.Core.Sketches;

/// <summary>What is known of some records, that can be merged with the same of others: in any order, to the same bytes.</summary>
internal interface IMergeable
{
    void Write(StateWriter target);

    /// <summary>Merges what <see cref="Write"/> wrote.</summary>
    void Merge(ref StateReader source);
}
