using System.Text;
using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using Pipeline.Core.Merging;
using Pipeline.Core.Operations;
using Pipeline.Core.Operations.Query;
using Pipeline.Core.Reading;
using Pipeline.Core.Tests.Merging;

namespace Pipeline.Core.Tests.Operations.Query;

/// <summary>Runs a query over a little table: blocks of rows, partials, merges, result.</summary>
/// <param name="table">
/// A line of column names, <c>name:number</c> and <c>name:boolean</c> where they are not text, then a line a record.
/// Commas lie between fields, an empty field is NULL, and <c>''</c> is empty text.
/// </param>
internal sealed class QueryRunner(
    string sql,
    string table,
    OutputFormat output = OutputFormat.Csv,
    BadRecordRule onBadRecord = BadRecordRule.Fail,
    int memoryBudget = EntrySorter.DefaultBudget)
{
    private readonly string[][] _records = [.. table.Split('\n').Skip(1).Select(line => line.Split(','))];

    /// <summary>How the job cut its rows: the block that each block's last row has. Ends before the last block are left out when beyond.</summary>
    public int[] Cuts { get; init; } = [];

    /// <summary>Decides which partials are merged in which order; null merges all at once.</summary>
    public Random? Tree { get; init; }

    public int BatchRows { get; init; } = 3;

    public long BadRecords { get; private set; }

    public static string Run(string sql, string table, OutputFormat output = OutputFormat.Csv) => new QueryRunner(sql, table, output).Run();

    public string Run()
    {
        using var folder = new TemporaryFolder();
        var settings = JsonSerializer.SerializeToElement(new { type = "query", sql });
        var request = new JobRequest(["table"], new OperationRequest(QueryOperation.Type, settings), Output: output);
        var operation = QueryOperation.Create(new OperationContext(request, Format, new DataRoot(folder.Path), memoryBudget));
        int[] ends = [.. Cuts.Where(cut => cut < _records.Length).Order(), _records.Length];
        var partials = new List<PartialFile>();
        foreach (var end in ends)
            partials.Add(Process(operation, folder.Path, partials.Count == 0 ? 0 : ends[partials.Count - 1], end, $"block-{partials.Count}"));
        while (Tree is not null && partials.Count > 1)
        {
            var at = Tree.Next(partials.Count - 1);
            var count = Math.Min(partials.Count - at, Tree.Next(2, 4));
            using var writer = PartialWriter.Create(folder.Path, $"merge-{partials.Count}");
            using (var merged = Merge(operation, folder.Path, partials.GetRange(at, count)))
                writer.Append(merged);
            partials.RemoveRange(at, count);
            partials.Insert(at, writer.Commit());
        }
        var job = new JobFolder(folder.Path, "job");
        using var publication = new Publication(job, output);
        using var scratch = new ScratchFolder(Path.Combine(folder.Path, "scratch"));
        using (var merged = Merge(operation, folder.Path, partials))
            publication.Write(files => operation.Finish(merged, files, scratch));
        publication.Publish();
        return File.ReadAllText(Path.Combine(job.Path, JobFolder.ResultName(output)));
    }

    private DelimitedFormat Format => new((byte)',', null, true,
    [
        .. table.Split('\n')[0].Split(',').Select(column => column.Split(':')).Select(halves => new Column(
            halves[0], halves.Length == 1 ? ColumnKind.Text : Enum.Parse<ColumnKind>(halves[1], ignoreCase: true))),
    ]);

    private static EntryStream Merge(QueryOperation operation, string folder, List<PartialFile> partials) =>
        operation.Merge([.. partials.Select(partial => PartialReader.Open(folder, partial))], new ScratchFolder(Path.Combine(folder, "merge-scratch")), CancellationToken.None);

    private PartialFile Process(QueryOperation operation, string folder, int start, int end, string name)
    {
        using var scratch = new ScratchFolder(Path.Combine(folder, name + "-scratch"));
        var badRecords = new BadRecords(onBadRecord);
        using var processor = operation.StartBlock(new BlockContext(scratch, badRecords));
        var batch = new RecordBatch(operation.Columns.Count);
        for (; start < end; start += BatchRows)
        {
            Fill(batch, operation.Columns, start, Math.Min(end, start + BatchRows));
            processor.Process(batch);
            badRecords.EndBatch();
        }
        BadRecords += badRecords.Count;
        using var writer = PartialWriter.Create(folder, name);
        processor.Complete(writer);
        return writer.Commit();
    }

    /// <summary>Offsets are row numbers.</summary>
    private void Fill(RecordBatch batch, IReadOnlyList<string> columns, int start, int end)
    {
        var bytes = new List<byte>();
        batch.File = "table";
        batch.Count = end - start;
        batch.Offsets = [.. Enumerable.Range(start, end - start).Select(row => (long)row)];
        for (var i = 0; i < columns.Count; i++)
        {
            var index = Format.Columns.Select(column => column.Name).ToList().IndexOf(columns[i]);
            batch.Columns[i].Reserve(end - start);
            for (var row = start; row < end; row++)
            {
                var field = _records[row][index];
                batch.Columns[i].Starts[row - start] = bytes.Count;
                batch.Columns[i].Lengths[row - start] = field.Length == 0 ? FieldColumn.Null : 0;
                if (field.Length == 0 || field == "''") continue;
                var utf8 = Encoding.UTF8.GetBytes(field);
                batch.Columns[i].Lengths[row - start] = utf8.Length;
                bytes.AddRange(utf8);
            }
        }
        batch.Bytes = [.. bytes];
    }
}
