using Pipeline.Core.Datasets;
using Pipeline.Core.Entries;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Processing;
using Pipeline.Core.Publishing;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Steps;

/// <summary>The process step: reads the records of one block, writes their partial and puts the receipt.</summary>
public sealed class ProcessStep(StepContext context)
{
    /// <summary>Threads per block.</summary>
    public int Cores { get; init; } = context.Cores;

    /// <summary>
    /// Processes a block unless it is done. Processing a block twice is safe: each attempt writes its own partial, and
    /// the first receipt wins.
    /// </summary>
    /// <param name="pass">The pass to process the block for.</param>
    /// <param name="progress">Receives, after each batch, the dataset bytes read since the last report.</param>
    /// <returns>The receipt in the store; null if the block was revised or the job is at another pass.</returns>
    /// <exception cref="DatasetChangedException">A file of the block has changed since it was split.</exception>
    public async Task<Receipt?> RunAsync(
        string jobId, int number, int pass = 0, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var block = await context.Store.GetBlockAsync(jobId, number, cancel).ConfigureAwait(false)
            ?? throw new JobNotFoundException(jobId, number);
        if (block.In(pass).Receipt is { } done)
            return done;
        if (await context.GetOperationAsync(jobId, pass, cancel).ConfigureAwait(false) is not var (job, operation))
            return null;
        await context
            .Store.PutStartAsync(jobId, number, block.Revision, new BlockStart(context.Clock.GetUtcNow(), pass), cancel)
            .ConfigureAwait(false);

        foreach (var range in block.Ranges)
            FileFingerprint.Verify(range.File, context.Root.Resolve(range.File.Path, "dataset"));
        var receipt = Process(block, job, operation, progress, cancel);
        return await context.Store.PutReceiptAsync(jobId, number, receipt, cancel).ConfigureAwait(false);
    }

    /// <summary>Records that an attempt at the block failed.</summary>
    /// <param name="error">Name of the exception.</param>
    /// <param name="cause">The exception's message.</param>
    /// <param name="redrive">How many times the job has been redriven.</param>
    /// <param name="pass">The pass that the attempt was for.</param>
    public async Task FailAsync(
        string jobId,
        int number,
        string error,
        string cause,
        int redrive = 0,
        int pass = 0,
        CancellationToken cancel = default)
    {
        var block = await context.Store.GetBlockAsync(jobId, number, cancel).ConfigureAwait(false)
            ?? throw new JobNotFoundException(jobId, number);
        var failure = new BlockFailure(error, cause, (block.In(pass).Failure?.Attempts ?? 0) + 1, redrive, pass);
        await context.Store.PutFailureAsync(jobId, number, block.Revision, failure, cancel).ConfigureAwait(false);
    }

    private Receipt Process(
        BlockManifest block,
        JobManifest job,
        IOperation operation,
        IProgress<long>? progress,
        CancellationToken cancel)
    {
        var started = context.Clock.GetTimestamp();
        var attempt = Guid.NewGuid().ToString("n")[..12];
        var folder = context.Folder(block.JobId);
        using var scratch = folder.Scratch($"block-{block.Number:d5}-{attempt}");
        using var rejects = new RejectsWriter(
            folder.Path,
            JobFolder.RejectsName(job.Pass, block.Number, block.Revision, attempt));
        var work = new RangeProcessor(
            context.Root,
            context.Reading,
            job,
            operation,
            block.Number,
            attempt,
            scratch,
            progress);
        var ofCores = new RangePartitioner(
            context.Root,
            job.Format,
            context.CutSearchOptions,
            context.MinCoreBytes).Partition(block.Ranges, operation.TakesWholeBlocks ? 1 : Cores);
        var done =
            ofCores.Count > 1
                ? new ParallelBlockReader(work, operation, ofCores, scratch).Run(rejects, CreatePartial, cancel)
                : null;
        done ??= work.Run(block.Ranges, rejects, CreatePartial, cancel);
        // A bad record is not a failure yet: a block that starts at a wrong cut meets some where there are none.
        if (done.Bad is null)
            rejects.Commit();
        return new Receipt(
            block.Revision, done.Records, done.Rejected, done.Bytes, done.EndedAt, done.Partial, done.Bad,
            context.Clock.GetElapsedTime(started).TotalSeconds, done.Bad is null ? rejects.Name : null, job.Pass);

        PartialWriter CreatePartial() =>
            PartialWriter.Create(
                folder.Path,
                JobFolder.PartialName(job.Pass, block.Number, block.Revision, attempt),
                cancel);
    }
}
