using System.Runtime.CompilerServices;
using Pipeline.Core.Numbers;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// Of one output, over the records trained on: the loss, its slope and its curvature at the weights of the pass, in <see
/// cref="FixedPoint"/>, so that their order does not matter.
/// </summary>
internal sealed class NewtonSums(int columns)
{
    private readonly Int128[] _slope = new Int128[columns];

    /// <summary>The lower triangle by rows.</summary>
    private readonly Int128[] _curvature = new Int128[columns * (columns + 1) / 2];

    private Int128 _loss;

    /// <param name="z">The sum of weights of the record.</param>
    /// <param name="isOfClass">Whether the record is what the output speaks for.</param>
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
            // Places ascend, so each pair is below the diagonal.
            var row = places[i] * (places[i] + 1) / 2;
            for (var j = 0; j <= i; j++)
                _curvature[row + places[j]] += FixedPoint.Of(weighted * values[j]);
        }
    }

    /// <summary>Loss, slope and curvature in a row.</summary>
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
