using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Formats;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Requests;
using Pipeline.TestKit;

namespace Pipeline.Operations.Tests;

/// <summary>Does an operation to a little table: blocks of records, partials, merges, result.</summary>
/// <param name="records">The fields of each record; null is NULL.</param>
internal sealed class TableRunner(IReadOnlyList<Column> columns, IReadOnlyList<byte[]?[]> records)
{
    /// <summary>
    /// The index of the first record of each block but the first. Those beyond the last record are left out.
    /// </summary>
    public int[] Cuts { get; init; } = [];

    /// <summary>Decides which partials are merged in which order; null merges all at once.</summary>
    public Random? Tree { get; init; }

    public int BatchRows { get; init; } = 100;

    public BadRecordRule OnBadRecord { get; init; } = BadRecordRule.Fail;

    public int MemoryBudget { get; init; } = EntrySorter.DefaultBudget;

    public long BadRecords { get; private set; }

    /// <returns>The files that are published, by their names.</returns>
    public IReadOnlyDictionary<string, string> Run(JobRequest request, Func<OperationContext, IOperation> create)
    {
        using var folder = new TemporaryFolder();
        var format = new DelimitedFormat((byte)',', null, true, columns);
        var operation = create(new OperationContext(request, format, new DataRoot(folder.Path), MemoryBudget));
        int[] ends = [.. Cuts.Where(cut => cut < records.Count).Order(), records.Count];
        var partials = new List<StoredFile>();
        foreach (var end in ends)
            partials.Add(
                Process(
                    operation,
                    folder.Path,
                    partials.Count == 0 ? 0 : ends[partials.Count - 1],
                    end,
                    $"block-{partials.Count}"));
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
        using var publication = new Publication(job, operation.Output);
        using var scratch = new ScratchFolder(Path.Combine(folder.Path, "scratch"));
        using (var merged = Merge(operation, folder.Path, partials))
            publication.Write(files => operation.Finish(merged, files, scratch));
        publication.Publish();
        return Directory.GetFiles(job.Path).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
    }

    private static EntryStream Merge(IOperation operation, string folder, List<StoredFile> partials) =>
        operation.Merge(
            [.. partials.Select(partial => PartialReader.Open(folder, partial))],
            new ScratchFolder(Path.Combine(folder, "merge-scratch")),
            CancellationToken.None);

    private StoredFile Process(IOperation operation, string folder, int start, int end, string name)
    {
        using var scratch = new ScratchFolder(Path.Combine(folder, name + "-scratch"));
        var badRecords = new BadRecords(OnBadRecord);
        using var processor = operation.StartBlock(new BlockContext(scratch, badRecords));
        var batch = new RecordBatch(operation.Columns.Count, operation.NeedsRecords);
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
    private void Fill(RecordBatch batch, IReadOnlyList<string> asked, int start, int end)
    {
        var (bytes, lines) = (new List<byte>(), new List<byte>());
        int[] indexes = [.. asked.Select(name => columns.Select(column => column.Name).ToList().IndexOf(name))];
        batch.File = "table";
        batch.Count = end - start;
        batch.Reserve(end - start);
        for (var row = start; row < end; row++)
        {
            batch.Offsets[row - start] = row;
            for (var i = 0; i < indexes.Length; i++)
            {
                var field = records[row][indexes[i]];
                batch.Columns[i].Starts[row - start] = bytes.Count;
                batch.Columns[i].Lengths[row - start] = field?.Length ?? FieldColumn.Null;
                bytes.AddRange(field ?? []);
            }
            if (batch.Records is not { } whole) continue;
            whole.Starts[row - start] = lines.Count;
            foreach (var field in records[row])
                lines.AddRange([.. field ?? [], (byte)',']);
            whole.Lengths[row - start] = lines.Count - whole.Starts[row - start];
        }
        (batch.Bytes, batch.RecordBytes) = ([.. bytes], [.. lines]);
    }
}
