using System.Numerics;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>The merged sums of one pass of logistic training.</summary>
internal sealed class LogisticSums
{
    private LogisticSums(int outputs)
    {
        Outputs = new double[outputs][];
        Bins = [.. Enumerable.Range(0, outputs).Select(_ => new RocBins())];
    }

    /// <summary>
    /// The loss, gradient and Hessian of each output, as written by <see cref="NewtonSums"/>; null for an output that
    /// is done.
    /// </summary>
    public double[]?[] Outputs { get; }

    public RocBins[] Bins { get; }

    /// <summary>The metrics on the held-out records; null if there are none.</summary>
    public ClassScore? Score { get; private set; }

    /// <summary>Reads a merge to its end.</summary>
    public static LogisticSums Read(EntryStream merged, int outputs)
    {
        var sums = new LogisticSums(outputs);
        var heldOut = Array.Empty<Number>();
        while (merged.MoveNext())
        {
            var numbers = SumCombiner.Read(merged.Value);
            var (what, output, bin) = LogisticKeys.Read(merged.Key);
            switch (what)
            {
                case LogisticKeys.Output:
                    sums.Outputs[output] = Array.ConvertAll(numbers, ToDouble);
                    break;
                case LogisticKeys.HeldOut:
                    heldOut = numbers;
                    break;
                default:
                    sums.Bins[output].Add(bin, (long)numbers[0].UnitsAt(0), (long)numbers[1].UnitsAt(0));
                    break;
            }
        }
        sums.Judge(
            (long)heldOut[0].UnitsAt(0),
            (long)heldOut[1].UnitsAt(0),
            (long)heldOut[2].UnitsAt(0),
            ToDouble(heldOut[3]));
        return sums;
    }

    private void Judge(long records, long correct, long unknown, double loss)
    {
        if (records == 0) return;
        var areas = Bins.Select(bins => bins.Area()).OfType<(double Area, double Error)>().ToList();
        var isJudged = areas.Count > 0;
        Score = new ClassScore(
            records, (double)correct / records, loss / records,
            isJudged ? areas.Sum(area => area.Area) / areas.Count : null,
            isJudged ? areas.Sum(area => area.Error) / areas.Count : null, unknown);
    }

    private static double ToDouble(Number sum) =>
        ExactDivision.ToDouble(sum.UnitsAt(Math.Max(0, sum.Scale)), BigInteger.One << FixedPoint.FractionBits);
}
