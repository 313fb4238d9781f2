using Pipeline.Core.Datasets;
using Pipeline.Core.Formats;
using Pipeline.Core.Splitting;

namespace Pipeline.Core.Processing;

/// <summary>
/// Partitions the ranges of one block among the cores of its worker, in order, with about the same number of bytes for
/// each. A cut inside a range is a guess, like a cut between blocks; the core that reads up to it proves it.
/// </summary>
/// <param name="minBytes">Min bytes per core: for fewer, another core is not worth starting.</param>
public sealed class RangePartitioner(
    DataRoot root,
    RecordFormat format,
    CutSearchOptions windows,
    long minBytes = RangePartitioner.DefaultMinBytes)
{
    public const long DefaultMinBytes = 4 * 1024 * 1024;

    private readonly CutFinder _cuts = new(format, windows);

    /// <returns>The ranges of each core; a small block uses fewer cores.</returns>
    public IReadOnlyList<IReadOnlyList<FileRange>> Partition(IReadOnlyList<FileRange> ranges, int cores)
    {
        var bytes = ranges.Sum(range => range.Range.Length);
        var count = (int)Math.Clamp(bytes / minBytes, 1, cores);
        var start = new Place(0, ranges[0].Range.Start);
        var dealt = new List<IReadOnlyList<FileRange>>();
        // A guess can be out of order, and a long record makes several cuts fall on its end.
        foreach (var place in Enumerable
                .Range(1, count - 1)
                .Select(core => PlaceAt(ranges, (long)((Int128)bytes * core / count)))
                .Order())
        {
            if (place.CompareTo(start) <= 0) continue;
            dealt.Add(Between(ranges, start, place));
            start = place;
        }
        if (start.Range < ranges.Count)
            dealt.Add(Between(ranges, start, new Place(ranges.Count, 0)));
        return dealt;
    }

    /// <summary>Finds the first record start at or after an offset into all ranges together.</summary>
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
            range = new ByteRange(
                i == start.Range ? start.Offset : range.Start,
                i == end.Range ? end.Offset : range.End);
            if (i < end.Range || range.Length > 0)
                between.Add(new FileRange(file, range));
        }
        return between;
    }

    /// <param name="Range">Index of the range.</param>
    /// <param name="Offset">Offset in the range's file.</param>
    private readonly record struct Place(int Range, long Offset) : IComparable<Place>
    {
        public int CompareTo(Place other) =>
            Range != other.Range ? Range.CompareTo(other.Range) : Offset.CompareTo(other.Offset);
    }
}
