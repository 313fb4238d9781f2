using System.Text;
using Pipeline.Core.Datasets;
using Pipeline.TestKit;

namespace Pipeline.Core.Tests.Datasets;

public sealed class FileFingerprintTests : IDisposable
{
    private static readonly DateTime Then = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TemporaryRoot _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(FileFingerprint.EndLength)]
    [InlineData(2 * FileFingerprint.EndLength)]
    [InlineData(2 * FileFingerprint.EndLength + 1)]
    [InlineData(100_000)]
    public void A_file_left_alone_is_the_same(int size)
    {
        var (file, path) = Written(size);
        Assert.Equal(size, file.Fingerprint.Size);
        Assert.Equal(Then.Ticks, file.Fingerprint.ModifiedTicks);
        FileFingerprint.Verify(file, path);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(8192, 4095)]
    [InlineData(8192, 4096)]
    [InlineData(8193, 0)]
    [InlineData(8193, 8192)]
    [InlineData(100_000, 4095)]
    [InlineData(100_000, 100_000 - 4096)]
    public void An_edit_that_keeps_size_and_time_shows_by_content(int size, int offset)
    {
        var (file, path) = Written(size);
        Edit(path, offset);
        File.SetLastWriteTimeUtc(path, Then);
        var e = Assert.Throws<DatasetChangedException>(() => FileFingerprint.Verify(file, path));
        Assert.Contains("data.csv", e.Message, StringComparison.Ordinal);
        Assert.Contains("4 KiB have changed", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("size", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("time", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_in_the_middle_shows_by_time()
    {
        var (file, path) = Written(100_000);
        Edit(path, 50_000);
        File.SetLastWriteTimeUtc(path, Then.AddTicks(1));
        var e = Assert.Throws<DatasetChangedException>(() => FileFingerprint.Verify(file, path));
        Assert.Contains(
            "was 2026-01-02T03:04:05.0000000Z, is 2026-01-02T03:04:05.0000001Z",
            e.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("4 KiB have changed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_append_shows_by_size()
    {
        var (file, path) = Written(100);
        File.AppendAllText(path, "x");
        File.SetLastWriteTimeUtc(path, Then);
        var e = Assert.Throws<DatasetChangedException>(() => FileFingerprint.Verify(file, path));
        Assert.Contains("size was 100 bytes, is 101", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_vanished_is_unavailable()
    {
        var (file, path) = Written(100);
        File.Delete(path);
        var e = Assert.Throws<DatasetUnavailableException>(() => FileFingerprint.Verify(file, path));
        Assert.Contains("data.csv does not exist", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_writes_can_be_read()
    {
        var (file, path) = Written(100);
        using var writer = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete);
        FileFingerprint.Verify(file, path);
    }

    public void Dispose() => _folder.Dispose();

    private static void Edit(string path, int offset)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(handle, "#"u8, offset);
    }

    private (DatasetFile File, string Path) Written(int size)
    {
        var path = _folder.Write("data.csv", Encoding.ASCII.GetBytes(new string('a', size)));
        File.SetLastWriteTimeUtc(path, Then);
        return (new DatasetFile("data.csv", FileFingerprint.Take(path)), path);
    }
}
