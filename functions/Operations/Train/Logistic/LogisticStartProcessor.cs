using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Texts;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Linear;
using Pipeline.Operations.Train.Settings;
using Pipeline.Operations.Train.Sums;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// Collects the statistics for the first pass of logistic training: count, sum and sum of squares of each number, and
/// the counts of each text and each class.
/// </summary>
internal sealed class LogisticStartProcessor : IBlockProcessor
{
    private readonly TrainSettings _settings;
    private readonly RecordReader _reader;
    private readonly ProductSums[] _numbers;
    private readonly TextInterner[] _texts;
    private readonly List<long>[] _counts;

    public LogisticStartProcessor(TrainSettings settings, BadRecords badRecords)
    {
        _settings = settings;
        _reader = new RecordReader(settings, badRecords);
        _numbers = [.. settings.Features.Select(_ => new ProductSums(SumKeys.Trained, columns: 2, []))];
        // The classes come after the features.
        _texts = [.. Enumerable.Range(0, settings.Features.Count + 1).Select(_ => new TextInterner())];
        _counts = [.. _texts.Select(_ => new List<long>())];
    }

    public void Process(RecordBatch batch)
    {
        Span<byte> scratch = stackalloc byte[DecimalText.MaxLength];
        Span<ExactValue> pair = new ExactValue[2];
        _reader.Start(batch);
        while (_reader.MoveNext())
        {
            if (_reader.IsHeldOut) continue;
            for (var feature = 0; feature < _numbers.Length; feature++)
            {
                if (_settings.Features[feature].IsText)
                    Count(feature, _settings.Features[feature], _reader.Text(feature));
                else if (!_reader.Missing[feature])
                {
                    (pair[0], pair[1]) = (ExactValue.One, _reader.Numbers[feature]);
                    _numbers[feature].Add(pair, _reader);
                }
            }
            Count(_numbers.Length, _settings.Label, _reader.Class(scratch));
        }
    }

    public void Complete(PartialWriter partial)
    {
        var (key, value) = (new KeyWriter(), new StateWriter());
        for (var feature = 0; feature < _texts.Length; feature++)
        {
            if (feature < _numbers.Length && !_settings.Features[feature].IsText)
            {
                SumKeys.WriteText(key, SumKeys.Trained, feature, []);
                SumCombiner.Write(value, _numbers[feature].Products());
                partial.Append(key.Key, value.Written);
            }
            foreach (var (id, text) in _texts[feature].Texts.Index().OrderBy(entry => entry.Item))
            {
                SumKeys.WriteText(key, SumKeys.Trained, feature, text.Bytes);
                SumCombiner.Write(value, [new Number(_counts[feature][id], 0)]);
                partial.Append(key.Key, value.Written);
            }
        }
        SumKeys.WriteNumbers(key, SumKeys.Neither);
        SumCombiner.Write(value, [new Number(_reader.Unlabelled, 0), new Number(_reader.Dropped, 0)]);
        partial.Append(key.Key, value.Written);
    }

    public void Dispose()
    {
    }

    private void Count(int place, Feature feature, ReadOnlySpan<byte> text)
    {
        var id = _texts[place].Add(text);
        if (id == _counts[place].Count)
        {
            SumLimits.Check(feature, _texts[place].Count);
            _counts[place].Add(0);
        }
        _counts[place][id]++;
    }
}
