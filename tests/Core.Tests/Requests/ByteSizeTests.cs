using CsCheck;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Tests.Requests;

public class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("4KiB", 4096)]
    [InlineData("4kib", 4096)]
    [InlineData("4kB", 4000)]
    [InlineData("64MiB", 67_108_864)]
    [InlineData("64 MB", 64_000_000)]
    [InlineData(" 1GB ", 1_000_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1.5GiB", 1_610_612_736)]
    [InlineData("0.5kB", 500)]
    [InlineData("2TB", 2_000_000_000_000)]
    [InlineData("2TiB", 2_199_023_255_552)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_is_read_in_any_unit(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var read, out _));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("", "Expected a number of bytes")]
    [InlineData("MiB", "Expected a number of bytes")]
    [InlineData("-1", "Expected a number of bytes")]
    [InlineData("1.2.3MB", "Expected a number of bytes")]
    [InlineData("1,5GB", "one of the units B, kB, MB")]
    [InlineData("64M", "one of the units B, kB, MB")]
    [InlineData("1e3", "one of the units B, kB, MB")]
    [InlineData("0.3KiB", "Expected a whole number of bytes; \"0.3KiB\" is 307.2.")]
    [InlineData("8388608TiB", "Expected at most 9223372036854775807 bytes")]
    [InlineData("9223372036854775808", "Expected at most 9223372036854775807 bytes")]
    [InlineData("99999999999999999999999999999999999999MB", "Expected a number of bytes")]
    public void What_is_no_size_is_refused_with_a_reason(string text, string reason)
    {
        Assert.False(ByteSize.TryParse(text, out _, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1023, "1023B")]
    [InlineData(1024, "1KiB")]
    [InlineData(1536, "1536B")]
    [InlineData(67_108_864, "64MiB")]
    [InlineData(1_000_000_000, "1GB")]
    [InlineData(1_099_511_627_776, "1TiB")]
    public void A_size_is_written_to_the_byte_in_the_largest_unit(long bytes, string text) =>
        Assert.Equal(text, ByteSize.Format(bytes));

    [Fact]
    public void What_is_written_reads_back() =>
        Gen.OneOf(Gen.Long[0, long.MaxValue], Gen.Select(Gen.Long[0, 999], Gen.Int[0, 4], (n, i) => n << (10 * i)))
            .Sample(bytes => ByteSize.TryParse(ByteSize.Format(bytes), out var read, out _) && read == bytes);
}
