using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Coverage;

/// <summary>
/// Proves from the receipts of a job that its blocks cover the dataset. A file's first block starts correctly by
/// definition. Any other block starts correctly if its left neighbor does and ended where the block starts. So one walk
/// over the blocks proves every cut or finds the wrong ones. Each pass is proved separately.
/// </summary>
public sealed class CoverageProof
{
    private readonly List<BlockManifest> _extended = [];
    private readonly List<BlockManifest> _revised = [];
    private readonly List<int> _missing = [];
    private readonly List<BlockManifest> _failed = [];
    private readonly List<StoredFile> _partials = [];
    private readonly List<string> _rejects = [];

    /// <summary>
    /// Blocks whose last record extends past their planned end: their ranges grow, their receipts stay valid.
    /// </summary>
    public IReadOnlyList<BlockManifest> Extended => _extended;

    /// <summary>Blocks moved to start where their left neighbor ended; they must be processed again.</summary>
    public IReadOnlyList<BlockManifest> Revised => _revised;

    /// <summary>
    /// Blocks without a receipt or failure in the job's pass, or with a failure from before the last redrive.
    /// </summary>
    public IReadOnlyList<int> Missing => _missing;

    public IReadOnlyList<BlockManifest> Failed => _failed;

    /// <summary>The first bad record in a block whose start is proved; it fails the job.</summary>
    public BadRecordInfo? Bad { get; private set; }

    /// <summary>Partials of all blocks that have one, in block order.</summary>
    public IReadOnlyList<StoredFile> Partials => _partials;

    /// <summary>Names of the blocks' rejects files, in block order.</summary>
    public IReadOnlyList<string> Rejects => _rejects;

    public long Records { get; private set; }

    public long Rejected { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Whether every block is done or failed, and every cut is proved.</summary>
    public bool IsComplete => Bad is null && _missing.Count == 0 && _revised.Count == 0;

    /// <param name="job">Gives the expected number of blocks and bytes.</param>
    /// <param name="blocks">All blocks of the job, ordered by number.</param>
    /// <param name="redrive">
    /// How many times the job was redriven. Blocks that failed before the last redrive count as missing.
    /// </param>
    /// <exception cref="CoverageException">
    /// Ranges or receipts do not join, and wrong cuts do not explain it.
    /// </exception>
    public static CoverageProof Of(JobManifest job, IReadOnlyList<BlockManifest> blocks, int redrive = 0)
    {
        if (blocks.Count != job.Blocks)
            throw CoverageException.Count(job, blocks.Count);
        var coverage = new CoverageProof();
        var at = new Frontier();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Number != i)
                throw CoverageException.Order(job.JobId, i, blocks[i].Number);
            coverage.Walk(blocks[i].In(job.Pass), redrive, ref at);
        }
        at.CloseFile(job.JobId);
        if (at.FileBytes != job.Bytes)
            throw CoverageException.Bytes(job, at.FileBytes);
        return coverage;
    }

    private void Walk(BlockManifest block, int redrive, ref Frontier at)
    {
        block = Join(block, ref at);
        if (block.Receipt is { Bad: null } word && word.Bytes != BytesTo(block, word.EndedAt))
        {
            // The receipt is for other ranges: a late attempt put it after the manifest was rewritten.
            block = block.Revised(block.Ranges);
            _revised.Add(block);
        }
        if (block.Receipt is { Bad: null, Partial: { } partial } receipt)
        {
            var last = block.Ranges[^1];
            if (receipt.EndedAt < last.Range.End)
                throw CoverageException.EndedEarly(block, receipt.EndedAt);
            if (receipt.EndedAt > last.Range.End)
            {
                block = block.Extended();
                _extended.Add(block);
            }
            _partials.Add(partial);
            if (receipt.RejectsName is { } rejects)
                _rejects.Add(rejects);
            Records += receipt.Records;
            Rejected += receipt.Rejected;
            Bytes += receipt.Bytes;
            at.End = receipt.EndedAt;
            at.EndIsKnown = true;
            return;
        }
        // An empty range has nothing to read, so its end is known before the block is processed.
        at.End = block.Ranges[^1].Range.End;
        at.EndIsKnown = block.Ranges[^1].Range.Length == 0;
        if (block.Receipt?.Bad is { } bad)
        {
            if (at.IsProved)
                Bad ??= bad;
        }
        else if (block.Failure is { } failure && failure.Redrive >= redrive)
        {
            // The start of the next block is trusted, because the request tolerates the failed block before it.
            _failed.Add(block);
            return;
        }
        else if (_revised.Count == 0 || _revised[^1].Number != block.Number)
        {
            _missing.Add(block.Number);
        }
        at.IsProved &= at.EndIsKnown;
    }

    /// <summary>
    /// Bytes that a worker reads of the block's ranges if its last record ends at <paramref name="endedAt"/>.
    /// </summary>
    private static long BytesTo(BlockManifest block, long endedAt) =>
        block.Ranges.SkipLast(1).Sum(range => range.Range.Length) + endedAt - block.Ranges[^1].Range.Start;

    /// <summary>
    /// Compares the block's start with where its left neighbor ended, and moves it there if they differ.
    /// </summary>
    private BlockManifest Join(BlockManifest block, ref Frontier at)
    {
        var first = block.Ranges[0];
        if (first.Range.Start == 0 && first.File.Path != at.File?.Path)
        {
            at.CloseFile(block.JobId);
            at.Open(block);
            return block;
        }
        if (block.Ranges.Count != 1 || first.File != at.File)
            throw CoverageException.Gap(block);
        if (!at.EndIsKnown)
        {
            if (first.Range.Start != at.End)
                throw CoverageException.Gap(block);
            return block;
        }
        if (first.Range.Start == at.End) return block;
        var moved = new ByteRange(at.End, Math.Max(at.End, first.Range.End));
        block = block.Revised([first with { Range = moved }]);
        _revised.Add(block);
        return block;
    }

    /// <summary>How far the walk has come in the current file.</summary>
    private struct Frontier
    {
        public DatasetFile? File;
        public long End;
        public bool EndIsKnown;
        public bool IsProved;
        public long FileBytes;

        public void Open(BlockManifest block)
        {
            for (var i = 0; i < block.Ranges.Count; i++)
            {
                var (file, range) = block.Ranges[i];
                if (range.Start != 0 || (i < block.Ranges.Count - 1 && range.End != file.Fingerprint.Size))
                    throw CoverageException.Gap(block);
                FileBytes += file.Fingerprint.Size;
            }
            File = block.Ranges[^1].File;
            IsProved = true;
        }

        public readonly void CloseFile(string jobId)
        {
            if (File is not null && End != File.Fingerprint.Size)
                throw CoverageException.Open(jobId, File, End);
        }
    }
}
