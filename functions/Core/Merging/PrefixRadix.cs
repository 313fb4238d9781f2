using System.Buffers;

namespace Pipeline.Core.Merging;

/// <summary>Sorts many records by their prefixes without comparing any: by one byte after another, from the last to the first.</summary>
internal static class PrefixRadix
{
    /// <summary>For fewer records comparing is quicker than counting.</summary>
    public const int Least = 4096;

    /// <param name="records">Equal prefixes keep their order, which is that of their places in the arena.</param>
    /// <param name="differ">The bits in which prefixes differ: bytes that are the same in all are passed over.</param>
    public static void Sort(Span<KeyRecord> records, ulong differ)
    {
        var rented = ArrayPool<KeyRecord>.Shared.Rent(records.Length);
        var from = records;
        var to = rented.AsSpan(0, records.Length);
        Span<int> places = stackalloc int[256];
        for (var shift = 0; shift < 64; shift += 8)
        {
            if ((byte)(differ >> shift) == 0) continue;
            places.Clear();
            foreach (ref readonly var record in from)
                places[(byte)(record.Prefix >> shift)]++;
            var sum = 0;
            foreach (ref var place in places)
                (place, sum) = (sum, sum + place);
            foreach (ref readonly var record in from)
                to[places[(byte)(record.Prefix >> shift)]++] = record;
            var sorted = to;
            to = from;
            from = sorted;
        }
        if (from != records)
            from.CopyTo(records);
        ArrayPool<KeyRecord>.Shared.Return(rented);
    }
}
