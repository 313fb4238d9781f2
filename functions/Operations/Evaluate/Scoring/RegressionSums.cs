using System.Numerics;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>Exact sums of errors and true values, from which the metrics of a regression are computed.</summary>
internal sealed class RegressionSums : IMergeable
{
    private readonly ExactSum _error = new();
    private readonly ExactSum _absolute = new();
    private readonly ExactSum _square = new();
    private readonly ExactSum _truth = new();
    private readonly ExactSum _truthSquare = new();

    /// <summary>The number of records with a valid prediction.</summary>
    public long Records { get; private set; }

    /// <summary>
    /// The number of records whose prediction is NaN, infinite or off by <see cref="EvaluateSettings.MaxNumber"/> or
    /// more. The sums exclude them.
    /// </summary>
    public long Invalid { get; private set; }

    public double? Mae => Mean(_absolute.ToUnits());

    public double? Rmse => Mean(_square.ToUnits()) is { } mean ? Math.Sqrt(mean) : null;

    /// <summary>The mean of prediction minus true value.</summary>
    public double? Bias => Mean(_error.ToUnits());

    /// <summary>The coefficient of determination; null if all true values are equal.</summary>
    public double? R2
    {
        get
        {
            var records = new BigInteger(Records);
            var (truth, unit) = (_truth.ToUnits(), BigInteger.One << ExactSum.FractionBits);
            // Both sums are in units of 2^-2148, times the number of records.
            var total = records * _truthSquare.ToUnits() * unit - truth * truth;
            return total.IsZero ? null : 1 - ExactDivision.ToDouble(records * _square.ToUnits() * unit, total);
        }
    }

    public void Add(double truth, double error)
    {
        Records++;
        _error.Add(error);
        _absolute.Add(Math.Abs(error));
        _square.AddSquare(error);
        _truth.Add(truth);
        _truthSquare.AddSquare(truth);
    }

    public void AddInvalid() => Invalid++;

    public void Merge(ref StateReader source)
    {
        Records += (long)source.ReadVarint();
        Invalid += (long)source.ReadVarint();
        _error.Merge(ref source);
        _absolute.Merge(ref source);
        _square.Merge(ref source);
        _truth.Merge(ref source);
        _truthSquare.Merge(ref source);
    }

    public void Write(StateWriter target)
    {
        target.WriteVarint((ulong)Records);
        target.WriteVarint((ulong)Invalid);
        _error.Write(target);
        _absolute.Write(target);
        _square.Write(target);
        _truth.Write(target);
        _truthSquare.Write(target);
    }

    private double? Mean(BigInteger sum) =>
        Records == 0 ? null : ExactDivision.ToDouble(sum, new BigInteger(Records) << ExactSum.FractionBits);
}
