using System.Buffers.Binary;
using Pipeline.Core.Buffers;
using Pipeline.Core.Entries;
using Pipeline.Core.Numbers;
using Pipeline.Core.Requests;
using Pipeline.Core.Vectors;

namespace Pipeline.Operations.Query.Aggregation;

/// <summary>
/// Rows kept in their original order: the key, followed by the arguments of the aggregates. Once sorted, the rows of a
/// group are adjacent. If nearly every row is its own group, this takes a fraction of the time of finding each group in
/// a table that does not fit in a cache.
/// </summary>
internal sealed class SortedRows
{
    /// <summary>Units and state of an argument.</summary>
    private const int ArgumentBytes = sizeof(long) + 1;

    private readonly AggregatePlan _plan;
    private readonly KeyArena _rows;
    private readonly EncodedKeys _keys = new();

    /// <summary>The aggregates that have an argument.</summary>
    private readonly int[] _arguments;

    /// <summary>By argument, the scale of its units.</summary>
    private readonly int[] _scales;

    private readonly long[] _powers;

    /// <param name="budget">Bytes of memory for rows, at most 1 GiB.</param>
    public SortedRows(AggregatePlan plan, int budget)
    {
        _plan = plan;
        _rows = new KeyArena(budget);
        _arguments =
        [
            .. Enumerable.Range(0, plan.Aggregates.Count).Where(i => plan.Aggregates[i].ArgumentKind is not null),
        ];
        _scales = new int[_arguments.Length];
        _powers = new long[_arguments.Length];
    }

    public int Count => _rows.Count;

    public long Bytes => _rows.BytesUsed;

    /// <summary>Whether the aggregates of a query allow keeping rows: numbers, and counts of rows.</summary>
    public static bool CanKeep(AggregatePlan plan) =>
        plan.KeyKinds.Count > 0
        && plan.ValueSets.Length == 0
        && plan.Aggregates.All(call => call.ArgumentKind is null or ColumnKind.Number);

    /// <summary>Adds a batch of rows without faults.</summary>
    /// <returns>False, with no row added, if a number is not a long at the scale of the rows already here.</returns>
    public bool TryAdd(IReadOnlyList<Vector> keys, IReadOnlyList<Vector?> arguments, int count)
    {
        if (!TryAlign(arguments)) return false;
        _keys.Encode(keys, count);
        var bytes = _keys.Bytes;
        var starts = _keys.Starts;
        var lengths = _keys.Lengths;
        for (var row = 0; row < count; row++)
        {
            var piece = _rows.Add(lengths[row] + _arguments.Length * ArgumentBytes, keyAt: 0, lengths[row]);
            bytes.AsSpan(starts[row], lengths[row]).CopyTo(piece);
            piece = piece[lengths[row]..];
            for (var i = 0; i < _arguments.Length; i++, piece = piece[ArgumentBytes..])
            {
                var numbers = (NumberVector)arguments[_arguments[i]]!;
                BinaryPrimitives.WriteInt64LittleEndian(piece, numbers.Units[row] * _powers[i]);
                piece[sizeof(long)] = (byte)numbers.States[row];
            }
        }
        return true;
    }

    /// <summary>
    /// The groups of all rows, in key order. Nothing may be added before the next <see cref="Clear"/>.
    /// </summary>
    public EntryStream ToGroups()
    {
        _rows.Sort();
        return new SortedRowGroups(_plan, this);
    }

    /// <summary>The rows in the order of their keys.</summary>
    public ReadOnlySpan<KeyRecord> Records => _rows.Records;

    public ReadOnlySpan<byte> KeyOf(in KeyRecord row) => row.Key(_rows.Bytes);

    /// <summary>Prefetches a row.</summary>
    public void Read(in KeyRecord row) => Prefetch.Read(ref _rows.Bytes[row.Offset]);

    /// <summary>Fills vectors, by aggregate, with the arguments of rows.</summary>
    public void Load(ReadOnlySpan<KeyRecord> rows, IReadOnlyList<NumberVector?> targets)
    {
        for (var i = 0; i < _arguments.Length; i++)
        {
            var target = targets[_arguments[i]]!;
            target.Reset(rows.Length);
            var units = target.StartNarrow(_scales[i]);
            for (var row = 0; row < rows.Length; row++)
            {
                var at = _rows.Bytes.AsSpan(rows[row].Offset + rows[row].Length + i * ArgumentBytes, ArgumentBytes);
                units[row] = BinaryPrimitives.ReadInt64LittleEndian(at);
                if (at[sizeof(long)] != (byte)RowState.Value)
                    target.SetState(row, (RowState)at[sizeof(long)]);
            }
        }
    }

    /// <summary>Removes all rows and keeps the memory.</summary>
    public void Clear() => _rows.Clear();

    /// <summary>Finds the factors that convert units to the scale of the rows already here.</summary>
    private bool TryAlign(IReadOnlyList<Vector?> arguments)
    {
        for (var i = 0; i < _arguments.Length; i++)
        {
            var numbers = (NumberVector)arguments[_arguments[i]]!;
            if (numbers.Wide is not null) return false;
            if (Count == 0)
                _scales[i] = Math.Max(_scales[i], numbers.Scale);
            if (numbers.Scale > _scales[i]) return false;
            _powers[i] = PowersOfTen.Long(_scales[i] - numbers.Scale);
            if (_powers[i] > 1 && numbers.MagnitudeBound() > (UInt128)(long.MaxValue / _powers[i])) return false;
        }
        return true;
    }
}
