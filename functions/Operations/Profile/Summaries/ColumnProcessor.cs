using System.Runtime.CompilerServices;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.Core.Sketches;
using Pipeline.Core.Vectors;
using Pipeline.Operations.Profile.Settings;

namespace Pipeline.Operations.Profile.Summaries;

/// <summary>
/// Profiles one column of a block. While the column has few distinct values, they are only counted; each distinct value
/// is summarized once, when counting ends. After that, every value is summarized as it arrives.
/// </summary>
internal sealed class ColumnProcessor(ColumnKind kind, ProfileLimits limits)
{
    private readonly ColumnSummary _summary = new(kind);
    private readonly ValueCounts _counts = limits.NewCounts();
    private readonly ValueSample _sample = limits.NewSample();
    private readonly TextVector _texts = new();
    private readonly NumberVector _numbers = new();
    private ulong[] _hashes = [];

    /// <summary>Complete after <see cref="Complete"/>.</summary>
    public IMergeable Summary => _summary;

    public IMergeable Counts => _counts;

    public IMergeable Sample => _sample;

    /// <param name="places">For each record, the hash of its position in the dataset.</param>
    public void Process(RecordBatch batch, FieldColumn column, ulong[] places)
    {
        if (_hashes.Length < batch.Count)
            _hashes = new ulong[batch.Count];
        Hash(batch.Bytes, column, batch.Count);
        TakeSample(batch.Bytes, column, places.AsSpan(0, batch.Count));
        if (_counts.Level == 0)
        {
            CountAll(batch.Bytes, column, batch.Count);
        }
        else
        {
            if (kind == ColumnKind.Number)
                AddNumbers(batch, column);
            else
                AddTexts(batch.Bytes, column, batch.Count);
            CountSome(batch.Bytes, column, batch.Count);
        }
        if (!_counts.IsOver) return;
        Complete();
        _counts.Sample();
    }

    /// <summary>Summarizes the values that were only counted so far.</summary>
    public void Complete()
    {
        if (_counts.Level == 0)
            _counts.ForEach((hash, count, value) => _summary.Add(value, hash, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Hash(byte[] bytes, FieldColumn column, int count)
    {
        var (starts, lengths, hashes) = (column.Starts, column.Lengths, _hashes);
        var nulls = 0;
        for (var i = 0; i < count; i++)
        {
            if (lengths[i] < 0)
                nulls++;
            else
                hashes[i] = ValueHash.Of(new ReadOnlySpan<byte>(bytes, starts[i], lengths[i]));
        }
        _summary.Nulls += nulls;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountAll(byte[] bytes, FieldColumn column, int count)
    {
        var (starts, lengths, hashes) = (column.Starts, column.Lengths, _hashes);
        for (var i = 0; i < count; i++)
        {
            if (lengths[i] >= 0)
                _counts.Add(hashes[i], new ReadOnlySpan<byte>(bytes, starts[i], lengths[i]));
        }
    }

    private void CountSome(byte[] bytes, FieldColumn column, int count)
    {
        var (lengths, hashes, mask) = (column.Lengths, _hashes, _counts.LevelMask);
        for (var i = 0; i < count; i++)
        {
            if ((hashes[i] & mask) == 0 && lengths[i] >= 0)
                _counts.Add(hashes[i], new ReadOnlySpan<byte>(bytes, column.Starts[i], lengths[i]));
        }
    }

    private void TakeSample(byte[] bytes, FieldColumn column, ReadOnlySpan<ulong> places)
    {
        var lengths = column.Lengths;
        var threshold = _sample.Threshold;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] >= threshold || lengths[i] < 0) continue;
            _sample.Add(places[i], new ReadOnlySpan<byte>(bytes, column.Starts[i], lengths[i]));
            threshold = _sample.Threshold;
        }
    }

    private void AddTexts(byte[] bytes, FieldColumn column, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (column.Lengths[i] >= 0)
                _summary.Add(new ReadOnlySpan<byte>(bytes, column.Starts[i], column.Lengths[i]), _hashes[i], 1);
        }
    }

    private void AddNumbers(RecordBatch batch, FieldColumn column)
    {
        _texts.Borrow(batch.Bytes, column.Starts, column.Lengths, batch.Count);
        DecimalColumn.Parse(_texts, _numbers);
        _summary.Numbers.Add(_numbers, _summary.Distinct);
        if (!_numbers.HasFaults) return;
        for (var i = 0; i < batch.Count; i++)
        {
            if (_numbers.States[i] == RowState.Fault)
                _summary.Add(_texts[i], _hashes[i], 1);
        }
    }
}
