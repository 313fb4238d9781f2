using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Linear;

/// <summary>Adds each record of a block to the sums of the training or the held-out records.</summary>
internal sealed class LinearProcessor : IBlockProcessor
{
    private readonly RecordReader _reader;
    private readonly ProductSums _trained;
    private readonly ProductSums _heldOut;
    private readonly int[] _numeric;
    private readonly ExactValue[] _numbers;

    public LinearProcessor(TrainSettings settings, BadRecords badRecords)
    {
        _reader = new RecordReader(settings, badRecords);
        _numeric =
        [
            .. Enumerable.Range(0, settings.Features.Count).Where(feature => !settings.Features[feature].IsText),
        ];
        _numbers = new ExactValue[TrainingSums.ColumnsOf(settings.Features)];
        _numbers[0] = ExactValue.One;
        _trained = new ProductSums(SumKeys.Trained, _numbers.Length, settings.Features);
        _heldOut = new ProductSums(SumKeys.HeldOut, _numbers.Length, settings.Features);
    }

    public void Process(RecordBatch batch)
    {
        _reader.Start(batch);
        while (_reader.MoveNext())
        {
            _numbers[1] = _reader.Label;
            for (var i = 0; i < _numeric.Length; i++)
                _numbers[i + 2] = _reader.Numbers[_numeric[i]];
            (_reader.IsHeldOut ? _heldOut : _trained).Add(_numbers, _reader);
        }
    }

    public void Complete(PartialWriter partial)
    {
        _trained.WriteTo(partial);
        _heldOut.WriteTo(partial);
        var (key, value) = (new KeyWriter(), new StateWriter());
        SumKeys.WriteNumbers(key, SumKeys.Neither);
        SumCombiner.Write(value, [new Number(_reader.Unlabelled, 0), new Number(_reader.Dropped, 0)]);
        partial.Append(key.Key, value.Written);
    }

    public void Dispose()
    {
    }
}
