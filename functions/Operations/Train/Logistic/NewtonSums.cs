using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// Sums the loss of one output, its gradient and its Hessian over the training records, at the weights of the pass. The
/// sums are <see cref="FixedPoint"/>, so the order of the records does not matter.
/// </summary>
internal sealed class NewtonSums(int columns)
{
    private readonly Int128[] _slope = new Int128[columns];

    /// <summary>The lower triangle, row by row.</summary>
    private readonly Int128[] _curvature = new Int128[columns * (columns + 1) / 2];

    private Int128 _loss;

    /// <param name="z">The log-odds of the record.</param>
    /// <param name="isOfClass">Whether the record has the output's class.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(LogisticColumns record, double z, bool isOfClass)
    {
        var probability = DeterministicMath.Sigmoid(z);
        _loss += FixedPoint.Of(DeterministicMath.LogisticLoss(isOfClass ? z : -z));
        var error = (isOfClass ? 1 : 0) - probability;
        var weight = probability * (1 - probability);
        var (places, values) = (record.Places, record.Values);
        for (var i = 0; i < record.Count; i++)
        {
            _slope[places[i]] += FixedPoint.Of(error * values[i]);
            var weighted = weight * values[i];
            // The indexes ascend, so each pair is in the lower triangle.
            var row = places[i] * (places[i] + 1) / 2;
            for (var j = 0; j <= i; j++)
                _curvature[row + places[j]] += FixedPoint.Of(weighted * values[j]);
        }
    }

    /// <summary>Writes the loss, the gradient and the Hessian, in this order.</summary>
    public void WriteTo(StateWriter value)
    {
        value.Clear();
        value.WriteVarint((ulong)(1 + _slope.Length + _curvature.Length));
        value.WriteNumber(_loss, 0);
        foreach (var sum in _slope)
            value.WriteNumber(sum, 0);
        foreach (var sum in _curvature)
            value.WriteNumber(sum, 0);
    }
}
