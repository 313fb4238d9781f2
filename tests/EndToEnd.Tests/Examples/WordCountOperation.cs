using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;

namespace Pipeline.EndToEnd.Tests.Examples;

/// <summary>Counts how often each word occurs in a column: <c>{ "type": "wordCount", "column": "text" }</c>.</summary>
public sealed class WordCountOperation : IOperation
{
    private readonly int _memoryBudget;

    public WordCountOperation(OperationContext context)
    {
        var errors = new List<ValidationError>();
        var settings = new JsonFieldReader(context.Request.Operation.Settings, "operation", errors);
        settings.Find("type");
        var column = settings.Text("column", "the name of a column");
        if (!context.Format.Columns.Any(known => known.Name == column) && errors.Count == 0)
            settings.Reject(
                "column",
                "Expected the name of a column: "
                    + $"{string.Join(", ", context.Format.Columns.Select(known => known.Name))}.");
        settings.RejectUnknown();
        if (errors.Count > 0) throw new InvalidRequestException(errors);
        Columns = [column!];
        Output = context.Request.Output;
        _memoryBudget = context.MemoryBudget;
    }

    public IReadOnlyList<string> Columns { get; }

    public OutputFormat Output { get; }

    /// <summary>The sorter adds up equal words, and spills to scratch files when its memory is full.</summary>
    public IBlockProcessor StartBlock(BlockContext block) =>
        new Counter(new EntrySorter(block.Scratch, _memoryBudget, new Sum()));

    /// <summary>Partials are sorted by word, so a merge can stream them, regardless of their size.</summary>
    public EntryStream Merge(IReadOnlyList<EntryStream> partials, ScratchFolder scratch, CancellationToken cancel) =>
        new CombinedStream(new MergedStream(partials), new Sum());

    public ResultSummary Finish(EntryStream merged, ResultFiles files, ScratchFolder scratch)
    {
        var rows = 0L;
        files.Result.Write("word,count\n"u8);
        for (; merged.MoveNext(); rows++)
        {
            files.Result.Write(merged.Key);
            files.Result.Write(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",{Sum.Read(merged.Value)}\n")));
        }
        return new ResultSummary(
            rows,
            [new ResultColumn("word", ColumnKind.Text), new ResultColumn("count", ColumnKind.Number)]);
    }

    /// <summary>Collects the words of the records of one block.</summary>
    private sealed class Counter(EntrySorter words) : IBlockProcessor
    {
        public void Process(RecordBatch batch)
        {
            var column = batch.Columns[0];
            for (var row = 0; row < batch.Count; row++)
            {
                if (column.Lengths[row] == FieldColumn.Null) continue;
                var text = batch.Bytes.AsSpan(column.Starts[row], column.Lengths[row]);
                foreach (var part in text.SplitAny(" ,;.:!?\"\t\r\n"u8))
                {
                    if (!text[part].IsEmpty)
                        words.Add(text[part], Sum.One);
                }
            }
        }

        public void Complete(PartialWriter partial)
        {
            using var sorted = words.ToSorted();
            partial.Append(sorted);
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Integers can be added in any order, so the result does not depend on the cut.</summary>
    private sealed class Sum : IEntryCombiner
    {
        private readonly byte[] _bytes = new byte[8];

        public static ReadOnlySpan<byte> One => [1, 0, 0, 0, 0, 0, 0, 0];

        public static long Read(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64LittleEndian(value);

        public void Start(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => value.CopyTo(_bytes);

        public void Add(ReadOnlySpan<byte> value) =>
            BinaryPrimitives.WriteInt64LittleEndian(_bytes, Read(_bytes) + Read(value));

        public ReadOnlySpan<byte> Finish() => _bytes;
    }
}
