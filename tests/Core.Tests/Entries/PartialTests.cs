using CsCheck;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.TestKit;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Core.Tests.Entries;

public sealed class PartialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_partial_gives_back_what_was_written_whatever_the_buffers()
    {
        Gen.Select(EntryLists.Lists, Gen.Int[16, 60], Gen.Int[16, 60]).Sample((entries, writeBuffer, readBuffer) =>
        {
            using var folder = new TemporaryFolder();
            using var writer = PartialWriter.CreateRun(Path.Combine(folder.Path, "p"), writeBuffer);
            foreach (var (key, value) in entries)
                writer.Append(key, value);
            var file = writer.Commit();
            PartialReader.Verify(folder.Path, file);
            Assert.Equal(entries.Length, writer.Entries);
            Assert.Equal(entries.Show(), PartialReader.Open(folder.Path, file, readBuffer).Drain());
        }, iter: 200);
    }

    [Fact]
    public void An_entry_larger_than_both_buffers_passes()
    {
        var large = new byte[1_000_003];
        new Random(1).NextBytes(large);
        var file = Write(([1], large), (large, [2]), ([], []));

        using var reader = PartialReader.Open(_folder.Path, file, 64);

        Assert.True(reader.MoveNext());
        Assert.True(reader.Value.SequenceEqual(large));
        Assert.True(reader.MoveNext());
        Assert.True(reader.Key.SequenceEqual(large));
        Assert.Equal([2], reader.Value.ToArray());
        Assert.True(reader.MoveNext());
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Equal_entries_make_equal_files_and_the_hash_is_that_of_the_bytes()
    {
        var file = Write(EntryLists.Of("a=1", "b=2"));
        var bytes = File.ReadAllBytes(Path.Combine(_folder.Path, file.Name));

        Assert.Equal(file, Write(EntryLists.Of("a=1", "b=2")));
        Assert.Equal(bytes.Length, file.Length);
        Assert.Equal(Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(bytes)), file.Hash);
        Assert.NotEqual(file.Hash, Write(EntryLists.Of("a=1", "b=3")).Hash);
    }

    [Fact]
    public void The_final_name_appears_only_with_the_commit()
    {
        using var writer = PartialWriter.Create(_folder.Path, "partials/1.partial");
        writer.Append([1], [2]);
        Assert.StartsWith(Path.Combine("partials", "1.partial."), Assert.Single(_folder.Files));
        var file = writer.Commit();
        Assert.Equal("partials/1.partial", file.Name);
        Assert.Equal([Path.Combine("partials", "1.partial")], _folder.Files);
    }

    [Fact]
    public void What_is_not_committed_leaves_nothing_behind()
    {
        using (var writer = PartialWriter.Create(_folder.Path, "1.partial"))
            writer.Append(new byte[300_000], new byte[300_000]);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Writing_ends_when_it_is_cancelled_and_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        using (var writer = PartialWriter.Create(_folder.Path, "1.partial", cancel.Token))
        {
            writer.Append(new byte[300_000], []);
            cancel.Cancel();
            Assert.Throws<OperationCanceledException>(() => writer.Append(new byte[300_000], []));
        }
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        var file = Write([.. Enumerable.Range(0, 100).Select(i => (new[] { (byte)i }, new byte[10_000]))]);
        using var cancel = new CancellationTokenSource();
        using var entries = PartialSet.Open(_folder.Path, [file], partials => partials[0], cancel: cancel.Token);
        Assert.True(entries.MoveNext());
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => entries.Drain());
    }

    [Fact]
    public void A_second_attempt_takes_the_place_of_the_first()
    {
        Write(EntryLists.Of("a=1", "b=2"));
        var second = Write(EntryLists.Of("a=1"));
        Assert.Equal(["a=1"], PartialReader.Open(_folder.Path, second).Drain());
    }

    [Fact]
    public void A_missing_partial_is_damaged()
    {
        var expected = new StoredFile("none/1.partial", 40, "00");
        var error = Assert.Throws<DamagedPartialException>(() => PartialReader.Open(_folder.Path, expected));
        Assert.Contains("1.partial", error.Message, StringComparison.Ordinal);
        Assert.Contains("40 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("no file", error.Message, StringComparison.Ordinal);
        Assert.Throws<DamagedPartialException>(() => PartialReader.Verify(_folder.Path, expected));
    }

    [Fact]
    public void Truncation_at_every_byte_is_detected()
    {
        var (file, bytes) = Small();
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(Path.Combine(_folder.Path, file.Name), bytes[..length]);
            AssertDamaged(file);
            // A receipt that agrees with the shortened file, hash and all: the layout alone has to show it.
            var forged = file with
            {
                Length = length,
                Hash = Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(bytes.AsSpan(0, length))),
            };
            Assert.Throws<DamagedPartialException>(() => Read(forged));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_detected()
    {
        var (file, bytes) = Small();
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(Path.Combine(_folder.Path, file.Name), bytes);
            AssertDamaged(file);
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
        File.WriteAllBytes(Path.Combine(_folder.Path, file.Name), bytes);
        Assert.Equal(3, Read(file).Length);
    }

    [Fact]
    public void A_footer_that_does_not_go_with_the_entries_is_detected_whatever_the_hash()
    {
        var (file, bytes) = Small();
        for (var at = bytes.Length - PartialFormat.FooterLength; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(Path.Combine(_folder.Path, file.Name), bytes);
            Assert.Throws<DamagedPartialException>(() =>
                Read(file with { Hash = Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(bytes)) }));
            bytes[at] ^= 1;
        }
    }

    [Fact]
    public void Bytes_after_the_end_are_detected()
    {
        var (file, bytes) = Small();
        File.WriteAllBytes(Path.Combine(_folder.Path, file.Name), [.. bytes, 0]);
        AssertDamaged(file);
    }

    [OnLinuxFact(Needs = "test -e /dev/full")]
    public void A_full_disk_is_distinguished_from_other_errors()
    {
        using var link = new TemporaryFolder();
        var path = Path.Combine(link.Path, "full");
        File.CreateSymbolicLink(path, "/dev/full");
        using var writer = PartialWriter.CreateRun(path, 64);

        var error = Assert.Throws<StorageFullException>(() => writer.Append(new byte[100], new byte[100]));

        Assert.Equal(path, error.Path);
        Assert.Equal(64, error.Wanted);
        Assert.NotNull(error.Free);
        Assert.Contains("Free or add storage", error.Message, StringComparison.Ordinal);
    }

    private void AssertDamaged(StoredFile file)
    {
        Assert.Throws<DamagedPartialException>(() => Read(file));
        Assert.Throws<DamagedPartialException>(() => PartialReader.Verify(_folder.Path, file));
    }

    private string[] Read(StoredFile file) => PartialReader.Open(_folder.Path, file, 16).Drain();

    private (StoredFile, byte[]) Small()
    {
        var file = Write(EntryLists.Of("a=1", "b=", "c=" + new string('3', 200)));
        return (file, File.ReadAllBytes(Path.Combine(_folder.Path, file.Name)));
    }

    private StoredFile Write(params (byte[] Key, byte[] Value)[] entries)
    {
        using var writer = PartialWriter.Create(_folder.Path, "p.partial");
        writer.Append(entries.Stream());
        return writer.Commit();
    }
}
