using System.Text;
using System.Text.Json;
using Pipeline.Core.Datasets;
using Pipeline.Core.Jobs;
using Pipeline.Core.Manifests;
using Pipeline.Core.Merging;
using Pipeline.Core.Operations;
using Pipeline.Core.Operations.Profile;
using Pipeline.Core.Reading;
using Pipeline.Core.Tests.Merging;

namespace Pipeline.Core.Tests.Operations.Profile;

/// <summary>Profiles a little table: blocks of records, partials, merges, result.</summary>
/// <param name="records">The fields of each record; null is NULL.</param>
internal sealed class ProfileRunner(IReadOnlyList<Column> columns, IReadOnlyList<byte[]?[]> records)
{
    /// <summary>The index of the first record of each block but the first.</summary>
    public int[] Cuts { get; init; } = [];

    /// <summary>Decides which partials are merged in which order; null merges all at once.</summary>
    public Random? Tree { get; init; }

    public int BatchRows { get; init; } = 100;

    public string Settings { get; init; } = """{"type": "profile"}""";

    /// <summary>Profiles one column of text.</summary>
    public static JsonElement Column(ColumnKind kind, params IEnumerable<string?> values) =>
        Column(kind, values.Select(value => value is null ? null : Encoding.UTF8.GetBytes(value)));

    public static JsonElement Column(ColumnKind kind, IEnumerable<byte[]?> values)
    {
        var (json, _) = new ProfileRunner([new Column("x", kind)], [.. values.Select(value => new[] { value })]).Run();
        using var result = JsonDocument.Parse(json);
        return result.RootElement.GetProperty("columns")[0].Clone();
    }

    /// <returns>The result and the report.</returns>
    public (string Json, string Html) Run()
    {
        using var folder = new TemporaryFolder();
        using var settings = JsonDocument.Parse(Settings);
        var request = new JobRequest(["table"], new OperationRequest(ProfileOperation.Type, settings.RootElement.Clone()));
        var format = new DelimitedFormat((byte)',', null, true, columns);
        var operation = ProfileOperation.Create(new OperationContext(request, format, new DataRoot(folder.Path), EntrySorter.DefaultBudget));
        int[] ends = [.. Cuts.Where(cut => cut < records.Count).Order(), records.Count];
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
        using var publication = new Publication(job, operation.Output);
        using var scratch = new ScratchFolder(Path.Combine(folder.Path, "scratch"));
        using (var merged = Merge(operation, folder.Path, partials))
            publication.Write(files => operation.Finish(merged, files, scratch));
        publication.Publish();
        return (File.ReadAllText(Path.Combine(job.Path, "result.json")), File.ReadAllText(Path.Combine(job.Path, "result.html")));
    }

    private static EntryStream Merge(ProfileOperation operation, string folder, List<PartialFile> partials) =>
        operation.Merge([.. partials.Select(partial => PartialReader.Open(folder, partial))], new ScratchFolder(Path.Combine(folder, "merge-scratch")), CancellationToken.None);

    private PartialFile Process(ProfileOperation operation, string folder, int start, int end, string name)
    {
        using var scratch = new ScratchFolder(Path.Combine(folder, name + "-scratch"));
        using var processor = operation.StartBlock(new BlockContext(scratch, new BadRecords(BadRecordRule.Fail)));
        var batch = new RecordBatch(operation.Columns.Count, withRecords: true);
        for (; start < end; start += BatchRows)
        {
            Fill(batch, operation.Columns, start, Math.Min(end, start + BatchRows));
            processor.Process(batch);
        }
        using var writer = PartialWriter.Create(folder, name);
        processor.Complete(writer);
        return writer.Commit();
    }

    /// <summary>Offsets are row numbers.</summary>
    private void Fill(RecordBatch batch, IReadOnlyList<string> asked, int start, int end)
    {
        var (bytes, lines) = (new List<byte>(), new List<byte>());
        batch.File = "table";
        batch.Count = end - start;
        batch.Reserve(end - start);
        for (var row = start; row < end; row++)
        {
            batch.Offsets[row - start] = row;
            var line = lines.Count;
            foreach (var field in records[row])
                lines.AddRange([.. field ?? [], (byte)',']);
            batch.Records!.Starts[row - start] = line;
            batch.Records.Lengths[row - start] = lines.Count - line;
            for (var i = 0; i < asked.Count; i++)
            {
                var field = records[row][columns.Select(column => column.Name).ToList().IndexOf(asked[i])];
                batch.Columns[i].Starts[row - start] = bytes.Count;
                batch.Columns[i].Lengths[row - start] = field?.Length ?? FieldColumn.Null;
                bytes.AddRange(field ?? []);
            }
        }
        (batch.Bytes, batch.RecordBytes) = ([.. bytes], [.. lines]);
    }
}
