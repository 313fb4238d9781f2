using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Merging;
using Pipeline.Core.Operations;
using Pipeline.Core.Reading;

namespace Pipeline.Core.Steps;

/// <summary>Process: reads the records of one block, writes what the operation makes of them, puts the receipt.</summary>
public sealed class ProcessStep(StepContext context)
{
    /// <summary>
    /// Does the block unless it is done. Two attempts at one block are harmless: each writes a partial of its own, and
    /// the first receipt stands.
    /// </summary>
    /// <param name="progress">Told, batch by batch, how many bytes of the dataset were read since last time.</param>
    /// <returns>The receipt that stands; null if the block was revised meanwhile.</returns>
    /// <exception cref="DatasetChangedException">A file of the block is not the one that was split.</exception>
    public async Task<Receipt?> RunAsync(string jobId, int number, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (job, operation) = await context.GetOperationAsync(jobId, cancel).ConfigureAwait(false);
        var block = await context.Store.GetBlockAsync(jobId, number, cancel).ConfigureAwait(false)
            ?? throw new Jobs.JobNotFoundException(jobId, number);
        if (block.Receipt is { } done) return done;

        foreach (var range in block.Ranges)
            FileFingerprint.Verify(range.File, context.Root.Resolve(range.File.Path, "dataset"));
        var receipt = Process(block, job, operation, progress, cancel);
        return await context.Store.PutReceiptAsync(jobId, number, receipt, cancel).ConfigureAwait(false);
    }

    /// <summary>Notes that the block failed for good.</summary>
    /// <param name="error">Name of the exception.</param>
    /// <param name="cause">Its message.</param>
    /// <param name="redrive">How often the job has been taken up again.</param>
    public async Task FailAsync(
        string jobId, int number, string error, string cause, int redrive = 0, CancellationToken cancel = default)
    {
        var block = await context.Store.GetBlockAsync(jobId, number, cancel).ConfigureAwait(false)
            ?? throw new Jobs.JobNotFoundException(jobId, number);
        var failure = new BlockFailure(error, cause, (block.Failure?.Attempts ?? 0) + 1, redrive);
        await context.Store.PutFailureAsync(jobId, number, block.Revision, failure, cancel).ConfigureAwait(false);
    }

    private Receipt Process(BlockManifest block, JobManifest job, IOperation operation, IProgress<long>? progress, CancellationToken cancel)
    {
        var started = context.Clock.GetTimestamp();
        var attempt = Guid.NewGuid().ToString("n")[..12];
        var folder = context.Folder(block.JobId);
        using var rejects = new RejectsWriter(folder.Path, JobFolder.RejectsName(block.Number, block.Revision, attempt));
        var badRecords = new BadRecords(job.Request.OnBadRecord, rejects.Add);
        using var reader = new BlockReader(context.Root, block.Ranges, job.Format, operation.Columns, badRecords, context.Reading, operation.NeedsRecords);
        try
        {
            using var scratch = folder.Scratch($"block-{block.Number:d5}-{attempt}");
            using var processor = operation.StartBlock(scratch, badRecords);
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
            rejects.Commit();
            using var writer = PartialWriter.Create(folder.Path, JobFolder.PartialName(block.Number, block.Revision, attempt), cancel);
            processor.Complete(writer);
            return Receipt(writer.Commit(), bad: null);
        }
        catch (BadRecordException bad)
        {
            // Not a failure yet: a block that starts at a wrong cut meets bad records where there are none.
            return Receipt(partialFile: null, new BadRecordInfo(bad.File, bad.Offset, bad.Reason));
        }

        Receipt Receipt(PartialFile? partialFile, BadRecordInfo? bad) => new(
            block.Revision, reader.Records - badRecords.Count, badRecords.Count, reader.Bytes, bad?.Offset ?? reader.EndedAt, partialFile, bad,
            context.Clock.GetElapsedTime(started).TotalSeconds, partialFile is null ? null : rejects.Name);
    }
}
