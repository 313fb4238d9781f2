using BenchmarkDotNet.Attributes;
using Pipeline.Benchmarks.Datasets;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Reading.Delimited;

namespace Pipeline.Benchmarks.Micro;

/// <summary>Finding the ends of fields and records in a buffer of delimited text.</summary>
public class ScannerBenchmarks
{
    private const int BufferBytes = 256 * 1024;

    private readonly byte[] _measurements = Repeated("Petropavlovsk-Kamchatsky;-12.3\nRome;15.4\nUlaanbaatar;-0.4\n"u8);
    private readonly byte[] _orders = new byte[BufferBytes + ByteMasks.Width];
    private readonly StructureScanner _unquoted = new((byte)';', quote: null, fields: 2);
    private readonly StructureScanner _quoted = new((byte)',', (byte)'"', fields: 8);

    /// <summary>With quotes in one of two records.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var chance = new Chance(seed: 1);
        var line = new byte[256];
        for (var (number, length) = (1L, 0); ; number++)
        {
            var text = new LineText(line);
            OrderLines.PutCsv(ref text, Order.Next(ref chance, number, rows: 10_000_000));
            if (length + text.Length > BufferBytes) break;
            line.AsSpan(0, text.Length).CopyTo(_orders.AsSpan(length));
            length += text.Length;
        }
    }

    [Benchmark(OperationsPerInvoke = BufferBytes)]
    public int Measurements()
    {
        _unquoted.Scan(_measurements, 0, BufferBytes);
        return _unquoted.Records;
    }

    [Benchmark(OperationsPerInvoke = BufferBytes)]
    public int OrdersWithQuotes()
    {
        _quoted.Scan(_orders, 0, BufferBytes);
        return _quoted.Records;
    }

    private static byte[] Repeated(ReadOnlySpan<byte> lines)
    {
        var buffer = new byte[BufferBytes + ByteMasks.Width];
        for (var at = 0; at + lines.Length <= BufferBytes; at += lines.Length)
            lines.CopyTo(buffer.AsSpan(at));
        return buffer;
    }
}
