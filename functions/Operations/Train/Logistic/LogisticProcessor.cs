using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Texts;
using Pipeline.Operations.Train.Features;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>
/// Processes a block in one Newton step: sums over the training records, metrics of the held-out records.
/// </summary>
internal sealed class LogisticProcessor : IBlockProcessor
{
    private readonly LogisticState _state;
    private readonly RecordReader _reader;
    private readonly LogisticColumns _columns;
    private readonly NewtonSums[] _sums;
    private readonly HeldOutMetrics _heldOut;
    private readonly TextInterner _classes = new();
    private readonly double[] _z;

    public LogisticProcessor(TrainSettings settings, LogisticState state, BadRecords badRecords)
    {
        _state = state;
        _reader = new RecordReader(settings, badRecords);
        _columns = new LogisticColumns(settings, state);
        _sums = [.. state.Outputs.Select(output => new NewtonSums(output.IsDone ? 0 : _columns.Total))];
        _heldOut = new HeldOutMetrics(state.Classes.Count);
        _z = new double[state.Outputs.Count];
        foreach (var name in state.Classes)
            _classes.Add(name);
    }

    public void Process(RecordBatch batch)
    {
        Span<byte> scratch = stackalloc byte[DecimalText.MaxLength];
        _reader.Start(batch);
        while (_reader.MoveNext())
        {
            var truth = _classes.Find(_reader.Class(scratch));
            _columns.Load(_reader);
            for (var output = 0; output < _z.Length; output++)
            {
                _z[output] = _columns.Times(_state.Outputs[output].Weights);
                if (!_reader.IsHeldOut && !_state.Outputs[output].IsDone)
                    _sums[output].Add(_columns, _z[output], truth == (_z.Length == 1 ? 1 : output));
            }
            if (_reader.IsHeldOut)
                _heldOut.Add(_z, truth);
        }
    }

    public void Complete(PartialWriter partial)
    {
        var (key, value) = (new KeyWriter(), new StateWriter());
        for (var output = 0; output < _sums.Length; output++)
        {
            if (_state.Outputs[output].IsDone) continue;
            LogisticKeys.Write(key, LogisticKeys.Output, output);
            _sums[output].WriteTo(value);
            partial.Append(key.Key, value.Written);
        }
        _heldOut.WriteTo(partial);
    }

    public void Dispose()
    {
    }
}
