using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Publishing;
using Pipeline.Core.Reading;
using Pipeline.Core.Reading.Batches;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Processing;

/// <summary>Processes ranges of a block on one thread and writes their partial.</summary>
/// <param name="block">Number of the block.</param>
/// <param name="progress">Receives, after each batch, the dataset bytes read since the last report.</param>
internal sealed class RangeProcessor(
    DataRoot root,
    ReadingOptions reading,
    JobManifest job,
    IOperation operation,
    int block,
    string attempt,
    ScratchFolder scratch,
    IProgress<long>? progress)
{
    /// <param name="rejects">Receives the rejected records; not committed.</param>
    /// <param name="createPartial">Called after all records are read.</param>
    public RangeOutcome Run(
        IReadOnlyList<FileRange> ranges,
        RejectsWriter rejects,
        Func<PartialWriter> createPartial,
        CancellationToken cancel)
    {
        var badRecords = new BadRecords(job.Request.OnBadRecord, rejects.Add);
        using var reader = new BlockReader(
            root,
            ranges,
            job.Format,
            operation.Columns,
            badRecords,
            reading,
            operation.NeedsRecords);
        try
        {
            using var processor = operation.StartBlock(
                new BlockContext(scratch, badRecords)
                {
                    JobId = job.JobId,
                    Number = block,
                    Attempt = attempt,
                    Cancel = cancel,
                });
            var batch = new RecordBatch(operation.Columns.Count, operation.NeedsRecords);
            var reported = 0L;
            while (reader.Read(batch))
            {
                cancel.ThrowIfCancellationRequested();
                processor.Process(batch);
                badRecords.EndBatch();
                progress?.Report(reader.Bytes - reported);
                reported = reader.Bytes;
            }
            badRecords.EndBatch();
            using var partial = createPartial();
            processor.Complete(partial);
            return Done(partial.Commit(), bad: null);
        }
        catch (BadRecordException bad)
        {
            return Done(partial: null, new BadRecordInfo(bad.File, bad.Offset, bad.Reason));
        }

        RangeOutcome Done(StoredFile? partial, BadRecordInfo? bad) =>
            new(
                reader.Records - badRecords.Count,
                badRecords.Count,
                reader.Bytes,
                bad?.Offset ?? reader.EndedAt,
                partial,
                bad);
    }
}

/// <summary>The outcome of processing ranges; its members have the same meaning as in <see cref="Receipt"/>.</summary>
internal sealed record RangeOutcome(
    long Records,
    long Rejected,
    long Bytes,
    long EndedAt,
    StoredFile? Partial,
    BadRecordInfo? Bad);
