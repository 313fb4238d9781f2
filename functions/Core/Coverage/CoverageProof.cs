using Pipeline.Core.Datasets;
using Pipeline.Core.Manifests;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Coverage;

/// <summary>
/// What the receipts of a job prove. A file's first block starts right by definition; a block starts right if its left
/// neighbour starts right and ended where the block starts. So one walk over the blocks proves every cut, or finds
/// the ones that were wrong. Every pass over the data is proved like the first.
/// </summary>
public sealed class CoverageProof
{
    private readonly List<BlockManifest> _extended = [];
    private readonly List<BlockManifest> _revised = [];
    private readonly List<int> _missing = [];
    private readonly List<BlockManifest> _failed = [];
    private readonly List<StoredFile> _partials = [];
    private readonly List<string> _rejects = [];

    /// <summary>Blocks whose last record runs over their planned end: their receipts stay valid, their ranges grow.</summary>
    public IReadOnlyList<BlockManifest> Extended => _extended;

    /// <summary>Blocks that start where their left neighbour really ended, to be done again.</summary>
    public IReadOnlyList<BlockManifest> Revised => _revised;

    /// <summary>Blocks without receipt or failure of the job's pass, or with a failure that no longer counts.</summary>
    public IReadOnlyList<int> Missing => _missing;

    public IReadOnlyList<BlockManifest> Failed => _failed;

    /// <summary>The first bad record that fails the job: one in a block whose start is proved.</summary>
    public BadRecordInfo? Bad { get; private set; }

    /// <summary>Partials of all blocks that have one, in block order.</summary>
    public IReadOnlyList<StoredFile> Partials => _partials;

    /// <summary>Names of the blocks' files of records left out, in block order.</summary>
    public IReadOnlyList<string> Rejects => _rejects;

    public long Records { get; private set; }

    public long Rejected { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Whether every block is done, or failed for good, and every cut is proved.</summary>
    public bool IsComplete => Bad is null && _missing.Count == 0 && _revised.Count == 0;

    /// <param name="job">Says how many blocks and bytes there must be.</param>
    /// <param name="blocks">All blocks of the job, in order of their numbers.</param>
    /// <param name="redrive">How often the job was redriven. Blocks that failed before that are missing, not failed.</param>
    /// <exception cref="CoverageException">Ranges or receipts do not join up in a way that wrong cuts do not explain.</exception>
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
            // A receipt of other ranges, put by an attempt that outlived a manifest that was written anew.
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
        // An empty range has nothing to read: where it ends is known before it is done.
        at.End = block.Ranges[^1].Range.End;
        at.EndIsKnown = block.Ranges[^1].Range.Length == 0;
        if (block.Receipt?.Bad is { } bad)
        {
            if (at.IsProved)
                Bad ??= bad;
        }
        else if (block.Failure is { } failure && failure.Redrive >= redrive)
        {
            // The block after one that failed starts on trust: it stands beside a hole that the request tolerates.
            _failed.Add(block);
            return;
        }
        else if (_revised.Count == 0 || _revised[^1].Number != block.Number)
        {
            _missing.Add(block.Number);
        }
        at.IsProved &= at.EndIsKnown;
    }

    /// <summary>What a worker reads of the block's ranges if its last record ends there.</summary>
    private static long BytesTo(BlockManifest block, long endedAt) =>
        block.Ranges.SkipLast(1).Sum(range => range.Range.Length) + endedAt - block.Ranges[^1].Range.Start;

    /// <summary>Holds the block's start against where its left neighbour ended, and moves it there if it must.</summary>
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

    /// <summary>How far the walk has come in the file at hand.</summary>
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
