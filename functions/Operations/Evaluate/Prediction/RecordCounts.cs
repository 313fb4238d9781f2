using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Evaluate.Prediction;

/// <summary>Records that the model was not asked about.</summary>
internal sealed class RecordCounts : IMergeable
{
    /// <summary>Those without a label.</summary>
    public long Unlabelled { get; set; }

    /// <summary>Those without a value where the model has no way to be told so.</summary>
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
