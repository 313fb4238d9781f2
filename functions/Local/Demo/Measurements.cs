using Pipeline.Core.Errors;

namespace Pipeline.Local.Demo;

/// <summary>
/// Generates the demo's file: lines such as <c>Ürümqi;-3.4</c>, identical on every machine. It uses only integer
/// arithmetic and a separate seed for each batch of lines, so the number of cores does not change the file.
/// </summary>
internal static class Measurements
{
    public const long DefaultRows = 10_000_000;

    private const int BatchRows = 1 << 16;

    /// <summary>Longer than any line: at most 24 bytes of name, then <c>;-123.4</c> and a line feed.</summary>
    private const int MaxLineBytes = 64;

    /// <summary>Writes the file. It appears under its name only when it is complete.</summary>
    /// <exception cref="StorageFullException">There is not enough space.</exception>
    public static void Make(string path, long rows, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (
                var file = new FileStream(
                    temporary,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    bufferSize: 0))
                Write(file, rows, cancel);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (StorageErrors.Translate(e, temporary, rows) is { } full)
        {
            throw full;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(FileStream file, long rows, CancellationToken cancel)
    {
        var stations = Station.ReadAll();
        var lines = new byte[Environment.ProcessorCount * 2][];
        var lengths = new int[lines.Length];
        var batches = (rows + BatchRows - 1) / BatchRows;
        for (var first = 0L; first < batches; first += lines.Length)
        {
            var count = (int)Math.Min(lines.Length, batches - first);
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancel }, i =>
            {
                lines[i] ??= new byte[BatchRows * MaxLineBytes];
                var batch = first + i;
                lengths[i] = Fill(lines[i], stations, (ulong)batch, (int)Math.Min(BatchRows, rows - batch * BatchRows));
            });
            for (var i = 0; i < count; i++)
                file.Write(lines[i], 0, lengths[i]);
        }
    }

    private static int Fill(Span<byte> lines, Station[] stations, ulong seed, int rows)
    {
        var at = 0;
        var state = (seed + 1) * 0xD1B54A32D192ED03;
        for (var row = 0; row < rows; row++)
        {
            var chance = Next(ref state);
            var station = stations[(int)(((chance >> 32) * (ulong)stations.Length) >> 32)];
            station.Name.CopyTo(lines[at..]);
            at += station.Name.Length;
            lines[at++] = (byte)';';
            at += Put(lines[at..], station.Mean + station.Spread * Deviation(Next(ref state)) / 1000);
            lines[at++] = (byte)'\n';
        }
        return at;
    }

    /// <summary>
    /// A random deviation, in thousandths of a standard deviation. The sum of four uniform 16-bit values approximates a
    /// normal distribution.
    /// </summary>
    private static int Deviation(ulong chance)
    {
        const int Middle = 2 * 65535;
        const int StandardDeviation = 37837; // 65536 * sqrt(4 / 12)
        var sum =
            (int)(chance & 0xFFFF)
            + (int)((chance >> 16) & 0xFFFF)
            + (int)((chance >> 32) & 0xFFFF)
            + (int)(chance >> 48);
        return (int)((sum - Middle) * 1000L / StandardDeviation);
    }

    private static int Put(Span<byte> text, int tenths)
    {
        var at = 0;
        if (tenths < 0)
        {
            text[at++] = (byte)'-';
            tenths = -tenths;
        }
        if (tenths >= 1000) text[at++] = (byte)('0' + tenths / 1000);
        if (tenths >= 100) text[at++] = (byte)('0' + tenths / 100 % 10);
        text[at++] = (byte)('0' + tenths / 10 % 10);
        text[at++] = (byte)'.';
        text[at++] = (byte)('0' + tenths % 10);
        return at;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
