using System.Diagnostics;
using CsCheck;
using Pipeline.Core.Reading.Bytes;
using Pipeline.Core.Splitting;
using Xunit.Abstractions;

namespace Pipeline.Core.Tests.Reading.Bytes;

public sealed class ReadAheadTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(10);

    private static readonly byte[] Content = [.. Enumerable.Range(0, 400_000).Select(i => (byte)(i * 7 + i / 256))];

    [Fact]
    public void Slow_storage_is_read_nearly_as_fast_as_it_can_give()
    {
        // Both in the same run: on a machine that is busy, both are late.
        var one = new SlowStorage(Content, Latency, bytesPerSecond: 1e6);
        var alone = Time(one, new ReadingOptions(BufferBytes: 4096, ReadsAhead: 0));
        var many = new SlowStorage(Content, Latency, bytesPerSecond: 1e6);
        var ahead = Time(many, new ReadingOptions(BufferBytes: 4096, ReadsAhead: 8));
        Assert.Equal(1, one.MaxInFlight);
        Assert.InRange(many.MaxInFlight, 4, 8);
        Assert.True(ahead < alone / 2, $"{ahead} ahead, {alone} one by one.");
        output.WriteLine(
            $"{ahead.TotalSeconds:f2} s ahead, {alone.TotalSeconds:f2} s one by one; the storage itself takes "
                + $"{many.Best.TotalSeconds:f2} s.");
    }

    [Fact]
    public void Quick_storage_is_read_by_the_one_who_asks()
    {
        var threads = new HashSet<int>();
        var bytes = ReadAll((target, offset) =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            var length = (int)Math.Clamp(Content.Length - offset, 0, target.Length);
            Content.AsSpan((int)offset, length).CopyTo(target);
            return length;
        }, new ByteRange(0, Content.Length), new ReadingOptions(BufferBytes: 4096));
        Assert.Equal(Content, bytes);
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    [Fact]
    public void Every_byte_of_a_range_is_read_once_and_none_behind_it()
    {
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 300], Gen.Int[1, 50], Gen.Int[1, 5])
            .Sample(
                (start, length, bufferBytes, readsAhead) =>
                {
                    var storage = new SlowStorage(
                        Content[..400],
                        TimeSpan.FromMilliseconds(1.1),
                        double.PositiveInfinity);
                    var range = new ByteRange(start, Math.Min(400, start + length));
                    Assert.Equal(
                        Content[(int)range.Start..(int)range.End],
                        ReadAll(storage.Read, range, new ReadingOptions(bufferBytes, ReadsAhead: readsAhead)));
                    Assert.Equal(range.Length, storage.BytesRead);
                },
                iter: 60,
                threads: 1);
    }

    [Fact]
    public void A_file_that_has_become_shorter_ends_where_it_ends()
    {
        var storage = new SlowStorage(Content[..250], TimeSpan.FromMilliseconds(1.1), double.PositiveInfinity);
        Assert.Equal(
            Content[..250],
            ReadAll(storage.Read, new ByteRange(0, 1000), new ReadingOptions(BufferBytes: 20)));
    }

    [Fact]
    public void What_a_read_ahead_throws_is_thrown_to_who_needs_its_bytes()
    {
        var storage = new SlowStorage(Content, TimeSpan.FromMilliseconds(1.1), double.PositiveInfinity);
        var read = 0;
        Assert.Throws<InvalidDataException>(() => ReadAll(
            (target, offset) => offset < 1000 ? storage.Read(target, offset) : throw new InvalidDataException("broken"),
            new ByteRange(0, Content.Length), new ReadingOptions(BufferBytes: 100), length => read += length));
        Assert.Equal(1000, read);
    }

    [Fact]
    public void It_may_be_left_before_the_end()
    {
        var storage = new SlowStorage(Content, TimeSpan.FromMilliseconds(1.1), double.PositiveInfinity);
        using (var ahead = new ReadAhead(storage.Read, Content.Length, new ReadingOptions(BufferBytes: 100)))
        {
            for (var i = 0; i < 5; i++)
                ahead.Read(new byte[100], 100 * i);
        }
        Assert.InRange(storage.BytesRead, 500, 5 * 100 + 8 * 100);
    }

    private static TimeSpan Time(SlowStorage storage, ReadingOptions options)
    {
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(Content, ReadAll(storage.Read, new ByteRange(0, Content.Length), options));
        return Stopwatch.GetElapsedTime(began);
    }

    private static byte[] ReadAll(ReadAt read, ByteRange range, ReadingOptions options, Action<int>? progress = null)
    {
        var bytes = new List<byte>();
        using var buffer = new RangeBuffer(read, "file", range, options, keepsOriginal: false);
        while (buffer.Offset + buffer.Length < range.End && !buffer.AtEndOfFile)
        {
            buffer.Advance(buffer.Length);
            bytes.AddRange(buffer.Bytes.AsSpan(0, buffer.Length));
            progress?.Invoke(buffer.Length);
        }
        return [.. bytes];
    }
}
