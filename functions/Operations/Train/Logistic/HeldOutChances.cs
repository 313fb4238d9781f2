using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Linear;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>The metrics of the held-out records: counts, a loss in <see cref="FixedPoint"/>, and ROC bins.</summary>
internal sealed class HeldOutMetrics(int classes)
{
    /// <summary>
    /// The lower bound for the probability of the true class: the loss of probability 0 would be infinite.
    /// </summary>
    private const double MinProbability = 1e-15;

    private readonly RocBins[] _bins = [.. Enumerable.Range(0, classes == 2 ? 1 : classes).Select(_ => new RocBins())];
    private readonly double[] _probabilities = new double[classes];
    private long _records;
    private long _correct;
    private long _unknown;
    private Int128 _loss;

    /// <param name="z">The log-odds, by output.</param>
    /// <param name="truth">The record's class; -1 if the model does not know the class.</param>
    public void Add(ReadOnlySpan<double> z, int truth)
    {
        ToProbabilities(z);
        var best = 0;
        for (var i = 1; i < classes; i++)
        {
            if (_probabilities[i] > _probabilities[best])
                best = i;
        }
        _records++;
        _correct += best == truth ? 1 : 0;
        _unknown += truth < 0 ? 1 : 0;
        _loss += FixedPoint.Of(-DeterministicMath.Log(Math.Max(truth < 0 ? 0 : _probabilities[truth], MinProbability)));
        for (var output = 0; output < _bins.Length; output++)
        {
            var name = _bins.Length == 1 ? 1 : output;
            _bins[output].Add(_probabilities[name], truth == name);
        }
    }

    public void WriteTo(PartialWriter partial)
    {
        var (key, value) = (new KeyWriter(), new StateWriter());
        LogisticKeys.Write(key, LogisticKeys.HeldOut);
        value.WriteVarint(4);
        foreach (var sum in (ReadOnlySpan<Int128>)[_records, _correct, _unknown, _loss])
            value.WriteNumber(sum, 0);
        partial.Append(key.Key, value.Written);
        for (var output = 0; output < _bins.Length; output++)
        {
            foreach (var (bin, positive, negative) in _bins[output].Counts)
            {
                LogisticKeys.Write(key, LogisticKeys.Roc, output, bin);
                SumCombiner.Write(value, [new Number(positive, 0), new Number(negative, 0)]);
                partial.Append(key.Key, value.Written);
            }
        }
    }

    private void ToProbabilities(ReadOnlySpan<double> z)
    {
        if (z.Length == 1)
        {
            (_probabilities[0], _probabilities[1]) = (
                DeterministicMath.Sigmoid(-z[0]),
                DeterministicMath.Sigmoid(z[0]));
            return;
        }
        var all = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            _probabilities[i] = DeterministicMath.Sigmoid(z[i]);
            all += _probabilities[i];
        }
        for (var i = 0; i < z.Length; i++)
            _probabilities[i] = all > 0 ? _probabilities[i] / all : 1.0 / z.Length;
    }
}
