using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>Counts correct and wrong predictions, and sums the loss in <see cref="FixedPoint"/>.</summary>
/// <param name="hasLoss">Whether the model returns probabilities, so that there is a loss.</param>
internal sealed class ClassSums(bool hasLoss) : IMergeable
{
    private Int128 _loss;
    private long _correct;

    public long Records { get; private set; }

    /// <summary>The number of records whose class the model does not know. They count as wrong.</summary>
    public long Unknown { get; private set; }

    /// <summary>
    /// The number of records without a valid class or valid probabilities from the model. They count as wrong.
    /// </summary>
    public long Invalid { get; private set; }

    public double? Accuracy => Records == 0 ? null : (double)_correct / Records;

    public double? LogLoss => Records == 0 || !hasLoss ? null : FixedPoint.ToDouble(_loss) / Records;

    public void Add(bool isCorrect, bool isUnknown, bool isInvalid, double loss)
    {
        Records++;
        _correct += isCorrect ? 1 : 0;
        Unknown += isUnknown ? 1 : 0;
        Invalid += isInvalid ? 1 : 0;
        _loss += FixedPoint.Of(loss);
    }

    public void Merge(ref StateReader source)
    {
        Records += (long)source.ReadVarint();
        _correct += (long)source.ReadVarint();
        Unknown += (long)source.ReadVarint();
        Invalid += (long)source.ReadVarint();
        var kind = source.ReadNumber(out var units, out _, out var wide);
        _loss += kind == StateNumber.Narrow ? units : (Int128)wide.UnitsAt(0);
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Records);
        target.WriteVarint((ulong)_correct);
        target.WriteVarint((ulong)Unknown);
        target.WriteVarint((ulong)Invalid);
        target.WriteNumber(_loss, 0);
    }
}
