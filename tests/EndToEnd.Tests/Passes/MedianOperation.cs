using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Pipeline.Core.Entries;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;

namespace Pipeline.EndToEnd.Tests.Passes;

/// <summary>
/// The median of the whole numbers in column <c>t</c>, found by halving: each pass counts how many are not above the
/// middle of what is left. It represents every operation that needs more than one pass.
/// </summary>
internal sealed class MedianOperation(OperationContext context, int maxPasses = 20) : IMultiPassOperation
{
    private readonly (long Low, long High) _left =
        context.Pass == 0
            ? (-1_000, 1_000)
            : (
                BinaryPrimitives.ReadInt64LittleEndian(context.Learned.Span),
                BinaryPrimitives.ReadInt64LittleEndian(context.Learned.Span[8..]));

    public IReadOnlyList<string> Columns => ["t"];

    public OutputFormat Output => context.Request.Output;

    public int MaxPasses => maxPasses;

    private long Middle => (long)Math.Floor((_left.Low + _left.High) / 2.0);

    public IBlockProcessor StartBlock(BlockContext block) => new Processor(Middle);

    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new CombinedStream(new MergedStream(partials), new Counts());

    public byte[]? Learn(EntryStream merged, ScratchFolder scratch)
    {
        if (_left.Low >= _left.High) return null;
        var (notAbove, all) = Read(merged);
        var (low, high) = 2 * notAbove >= all ? (_left.Low, Middle) : (Middle + 1, _left.High);
        var learned = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(learned, low);
        BinaryPrimitives.WriteInt64LittleEndian(learned.AsSpan(8), high);
        return learned;
    }

    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        Read(merged);
        files.Result.Write(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"median\n{_left.Low}\n")));
        return new ResultSummary(1, [new ResultColumn("median", ColumnKind.Number)]);
    }

    private static (long NotAbove, long All) Read(EntryStream merged)
    {
        var (notAbove, all) = (0L, 0L);
        while (merged.MoveNext())
            (notAbove, all) = (
                BinaryPrimitives.ReadInt64LittleEndian(merged.Value),
                BinaryPrimitives.ReadInt64LittleEndian(merged.Value[8..]));
        return (notAbove, all);
    }

    private sealed class Processor(long middle) : IBlockProcessor
    {
        private long _notAbove;
        private long _all;

        public void Process(RecordBatch batch)
        {
            var column = batch.Columns[0];
            for (var row = 0; row < batch.Count; row++)
            {
                var number = long.Parse(
                    batch.Bytes.AsSpan(column.Starts[row], column.Lengths[row]),
                    CultureInfo.InvariantCulture);
                _notAbove += number <= middle ? 1 : 0;
                _all++;
            }
        }

        public void Complete(PartialWriter partial)
        {
            Span<byte> counts = stackalloc byte[16];
            BinaryPrimitives.WriteInt64LittleEndian(counts, _notAbove);
            BinaryPrimitives.WriteInt64LittleEndian(counts[8..], _all);
            partial.Append("counts"u8, counts);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Counts : IEntryCombiner
    {
        private readonly byte[] _sums = new byte[16];

        public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => value.CopyTo(_sums);

        public void Add(ReadOnlySpan<byte> value)
        {
            foreach (var at in (ReadOnlySpan<int>)[0, 8])
            {
                BinaryPrimitives.WriteInt64LittleEndian(
                    _sums.AsSpan(at),
                    BinaryPrimitives.ReadInt64LittleEndian(_sums.AsSpan(at))
                        + BinaryPrimitives.ReadInt64LittleEndian(value[at..]));
            }
        }

        public ReadOnlySpan<byte> Finish() => _sums;
    }
}
