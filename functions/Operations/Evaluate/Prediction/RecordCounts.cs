using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>The counts of records that are not predicted.</summary>
internal sealed class RecordCounts : IMergeable
{
    /// <summary>The number of records without a label.</summary>
    public long Unlabelled { get; set; }

    /// <summary>The number of records without a value for an input that cannot represent missing values.</summary>
    public long Incomplete { get; set; }

    public void Merge(ref StateReader source)
    {
        Unlabelled += (long)source.ReadVarint();
        Incomplete += (long)source.ReadVarint();
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Unlabelled);
        target.WriteVarint((ulong)Incomplete);
    }
}
