using System.Globalization;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;
using Pipeline.Core.Formats;

namespace Pipeline.Core.Splitting;

/// <summary>
/// Partitions a dataset into blocks. A file larger than the block size is cut into ranges of about equal length, one
/// per block; smaller files are grouped in order, as many as fit. So blocks in the order of their numbers cover the
/// dataset in order.
/// </summary>
public sealed class BlockPlanner(DataRoot root, RecordFormat format, CutSearchOptions? windows = null)
{
    /// <summary>
    /// Max files in one block: their names and fingerprints must fit one item of the table (DynamoDB: 400 KB).
    /// </summary>
    private const int MaxFilesPerBlock = 500;

    /// <summary>Max bytes of file names in one block, for the same reason.</summary>
    private const int MaxNameBytesPerBlock = 100_000;

    private readonly CutFinder _cuts = new(format, windows ?? CutSearchOptions.Default);

    /// <returns>
    /// The ranges of each block, by block number. Empty files are included like other small files, so that their
    /// fingerprints are verified again before the result is published.
    /// </returns>
    public IReadOnlyList<IReadOnlyList<FileRange>> Plan(
        IReadOnlyList<DatasetFile> files,
        long blockSize,
        CancellationToken cancel = default)
    {
        var blocks = new List<IReadOnlyList<FileRange>>();
        var together = new List<FileRange>();
        long bytes = 0, nameBytes = 0;
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            var size = file.Fingerprint.Size;
            var isLarge = size > blockSize;
            if (together.Count > 0 && (isLarge || bytes + size > blockSize || together.Count == MaxFilesPerBlock
                || nameBytes + file.Path.Length > MaxNameBytesPerBlock))
            {
                blocks.Add(together);
                together = [];
                bytes = nameBytes = 0;
            }
            if (isLarge)
            {
                blocks.AddRange(Cut(file, blockSize, cancel).Select(range => new[] { new FileRange(file, range) }));
            }
            else
            {
                together.Add(new FileRange(file, new ByteRange(0, size)));
                bytes += size;
                nameBytes += file.Path.Length;
            }
        }
        if (together.Count > 0)
            blocks.Add(together);
        if (blocks.Count > BlockSizing.MaxBlocks)
        {
            throw new InvalidRequestException(
                "blockSize",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The dataset would have {blocks.Count:N0} blocks, but a job has at most "
                        + $"{BlockSizing.MaxBlocks:N0}. Set a larger block size, or name fewer files."));
        }
        return blocks;
    }

    private List<ByteRange> Cut(DatasetFile file, long blockSize, CancellationToken cancel)
    {
        var size = file.Fingerprint.Size;
        var count = (size + blockSize - 1) / blockSize;
        var cuts = new long[count - 1];
        using var handle = RegularFile.Open(root.Resolve(file.Path, "dataset"), file.Path);
        ParallelReads.For(
            cuts.Length,
            i => cuts[i] = _cuts.Find(handle, file.Path, size, (long)((Int128)size * (i + 1) / count)),
            cancel);

        var ranges = new List<ByteRange>(cuts.Length + 1);
        var start = 0L;
        foreach (var cut in cuts)
        {
            // If a record is longer than a block, several cuts are at its end. A guess can also be out of order.
            if (cut <= start || cut >= size) continue;
            ranges.Add(new ByteRange(start, cut));
            start = cut;
        }
        ranges.Add(new ByteRange(start, size));
        return ranges;
    }
}
