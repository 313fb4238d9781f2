using System.Numerics;
using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Settings;

namespace Pipeline.Operations.Evaluate.Scoring;

/// <summary>Exact sums over predictions and truths, which give the metrics of a regression.</summary>
internal sealed class RegressionSums : IMergeable
{
    private readonly ExactSum _error = new();
    private readonly ExactSum _absolute = new();
    private readonly ExactSum _square = new();
    private readonly ExactSum _truth = new();
    private readonly ExactSum _truthSquare = new();

    /// <summary>Records with a prediction that is a number.</summary>
    public long Records { get; private set; }

    /// <summary>Records whose prediction is NaN, infinite or off by <see cref="EvaluateSettings.MaxNumber"/> or more: the sums leave them out.</summary>
    public long Invalid { get; private set; }

    public double? Mae => Mean(_absolute.ToUnits());

    public double? Rmse => Mean(_square.ToUnits()) is { } mean ? Math.Sqrt(mean) : null;

    /// <summary>Mean of prediction minus truth.</summary>
    public double? Bias => Mean(_error.ToUnits());

    /// <summary>Null where all truths are equal.</summary>
    public double? R2
    {
        get
        {
            var records = new BigInteger(Records);
            var (truth, unit) = (_truth.ToUnits(), BigInteger.One << ExactSum.FractionBits);
            // Both in multiples of 2^-2148, times the records.
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
