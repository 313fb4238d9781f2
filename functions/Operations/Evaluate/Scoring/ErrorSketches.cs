using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>How the errors of a regression are spread: quantiles within <see cref="DDSketch.RelativeError"/>, and both ends exactly.</summary>
internal sealed class ErrorSketches : IMergeable
{
    public DDSketch Errors { get; } = new();

    public DDSketch Absolute { get; } = new();

    /// <summary>Infinite while there are no errors.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    public double Greatest { get; private set; } = double.NegativeInfinity;

    public void Add(double error)
    {
        Errors.Add(error);
        Absolute.Add(Math.Abs(error));
        Widen(error, error);
    }

    public void Merge(ref StateReader source)
    {
        Widen(Read(ref source), Read(ref source));
        Errors.Merge(ref source);
        Absolute.Merge(ref source);
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)BitConverter.DoubleToInt64Bits(Least));
        target.WriteVarint((ulong)BitConverter.DoubleToInt64Bits(Greatest));
        Errors.Write(target);
        Absolute.Write(target);
    }

    private static double Read(ref StateReader source) => BitConverter.Int64BitsToDouble((long)source.ReadVarint());

    private void Widen(double least, double greatest)
    {
        // Zero has two forms, which are equal and would make bytes depend on which of them came first.
        Least = Math.Min(Least, least + 0.0);
        Greatest = Math.Max(Greatest, greatest + 0.0);
    }
}
