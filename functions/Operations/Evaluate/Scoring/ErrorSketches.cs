using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>
/// The distribution of a regression's errors: quantiles within <see cref="DDSketch.RelativeError"/>, exact min and max.
/// </summary>
internal sealed class ErrorSketches : IMergeable
{
    public DDSketch Errors { get; } = new();

    public DDSketch Absolute { get; } = new();

    /// <summary>The min error; infinite if there are no errors.</summary>
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
        // Normalize -0 to 0: they are equal, so the bytes would depend on which came first.
        Least = Math.Min(Least, least + 0.0);
        Greatest = Math.Max(Greatest, greatest + 0.0);
    }
}
