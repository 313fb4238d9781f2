using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Processing;

/// <summary>
/// Deals the ranges of one block out to the cores of its worker: about as many bytes for each, in order. Where a range
/// is cut for that, the cut is a guess like those between blocks, to be proved by who reads up to it.
/// </summary>
/// <param name="minBytes">For fewer bytes another core is not worth its start.</param>
public sealed class RangePartitioner(DataRoot root, RecordFormat format, CutSearchOptions windows, long minBytes = RangePartitioner.DefaultMinBytes)
{
    public const long DefaultMinBytes = 4 * 1024 * 1024;

    private readonly CutFinder _cuts = new(format, windows);

    /// <returns>The ranges of each core; of fewer cores than there are where a block is small.</returns>
    public IReadOnlyList<IReadOnlyList<FileRange>> Partition(IReadOnlyList<FileRange> ranges, int cores)
    {
        var bytes = ranges.Sum(range => range.Range.Length);
        var count = (int)Math.Clamp(bytes / minBytes, 1, cores);
        var start = new Place(0, ranges[0].Range.Start);
        var dealt = new List<IReadOnlyList<FileRange>>();
        // A guess can be out of order, and a long record makes several cuts fall on its end.
        foreach (var place in Enumerable.Range(1, count - 1).Select(core => PlaceAt(ranges, (long)((Int128)bytes * core / count))).Order())
        {
            if (place.CompareTo(start) <= 0) continue;
            dealt.Add(Between(ranges, start, place));
            start = place;
        }
        if (start.Range < ranges.Count)
            dealt.Add(Between(ranges, start, new Place(ranges.Count, 0)));
        return dealt;
    }

    /// <summary>The first record start at or after so many bytes of all ranges.</summary>
    private Place PlaceAt(IReadOnlyList<FileRange> ranges, long bytes)
    {
        var index = 0;
        for (; bytes >= ranges[index].Range.Length; index++)
            bytes -= ranges[index].Range.Length;
        var (file, range) = ranges[index];
        if (bytes == 0) return new Place(index, range.Start);
        using var handle = RegularFile.Open(root.Resolve(file.Path, "dataset"), file.Path);
        var cut = _cuts.Find(handle, file.Path, file.Fingerprint.Size, range.Start + bytes);
        if (cut < range.End) return new Place(index, cut);
        return new Place(index + 1, index + 1 < ranges.Count ? ranges[index + 1].Range.Start : 0);
    }

    private static List<FileRange> Between(IReadOnlyList<FileRange> ranges, Place start, Place end)
    {
        var between = new List<FileRange>();
        for (var i = start.Range; i < ranges.Count && i <= end.Range; i++)
        {
            var (file, range) = ranges[i];
            range = new ByteRange(i == start.Range ? start.Offset : range.Start, i == end.Range ? end.Offset : range.End);
            if (i < end.Range || range.Length > 0)
                between.Add(new FileRange(file, range));
        }
        return between;
    }

    /// <param name="Range">Index of a range.</param>
    /// <param name="Offset">In its file.</param>
    private readonly record struct Place(int Range, long Offset) : IComparable<Place>
    {
        public int CompareTo(Place other) => Range != other.Range ? Range.CompareTo(other.Range) : Offset.CompareTo(other.Offset);
    }
}
