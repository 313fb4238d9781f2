namespace Pipeline.Benchmarks.Datasets;

/// <summary>
/// Makes a file of orders on all cores. Each batch of orders has a seed of its own, so cores and their number change
/// nothing.
/// </summary>
internal static class OrderFile
{
    private const int BatchOrders = 1 << 14;

    /// <summary>More than the longest order takes in either format.</summary>
    private const int MaxLineBytes = 256;

    /// <summary>The file appears under its name when it is whole.</summary>
    public static void Make(string path, long rows, ReadOnlySpan<byte> header, PutOrder put)
    {
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(header);
            WriteBatches(file, rows, put);
        }
        File.Move(temporary, path);
    }

    private static void WriteBatches(FileStream file, long rows, PutOrder put)
    {
        var buffers = new byte[Environment.ProcessorCount * 2][];
        var lengths = new int[buffers.Length];
        var batches = (rows + BatchOrders - 1) / BatchOrders;
        for (var first = 0L; first < batches; first += buffers.Length)
        {
            var start = first;
            var count = (int)Math.Min(buffers.Length, batches - first);
            Parallel.For(0, count, i =>
            {
                buffers[i] ??= new byte[BatchOrders * MaxLineBytes];
                lengths[i] = Fill(buffers[i], start + i, rows, put);
            });
            for (var i = 0; i < count; i++)
                file.Write(buffers[i], 0, lengths[i]);
        }
    }

    private static int Fill(byte[] buffer, long batch, long rows, PutOrder put)
    {
        var chance = new Chance((ulong)batch);
        var lines = new LineText(buffer);
        var end = Math.Min(rows, (batch + 1) * BatchOrders);
        for (var number = batch * BatchOrders; number < end; number++)
            put(ref lines, Order.Next(ref chance, number + 1, rows));
        return lines.Length;
    }
}
