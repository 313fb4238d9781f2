using Pipeline.Core.Errors;
using Pipeline.TestKit.Skipping;

namespace Pipeline.Core.Tests.Errors;

public class StorageErrorsTests
{
    [OnUnixTheory]
    [InlineData(28)]
    [InlineData(122)]
    [InlineData(27)]
    public void No_space_no_quota_and_too_large_a_file_are_one_failure(int errno)
    {
        var error = StorageErrors.Translate(
            new IOException("No room", errno),
            Path.Combine(Path.GetTempPath(), "x"),
            77);
        Assert.Equal(77, Assert.IsType<StorageFullException>(error).Wanted);
        Assert.Contains("77 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("No room", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What .NET 10 threw where <c>ulimit -f</c> stopped a write.</summary>
    [Fact]
    public void The_error_that_NET_makes_of_too_large_a_file_is_recognized() => Assert.NotNull(StorageErrors.Translate(
        new ArgumentOutOfRangeException("value", "Specified file length was too large for the file system."), "x", 1));

    [OnUnixTheory]
    [InlineData(5, "Input/output error")]
    [InlineData(11, "Resource temporarily unavailable")]
    [InlineData(110, "Connection timed out")]
    [InlineData(116, "Stale file handle")]
    public void What_a_network_file_system_says_when_it_is_busy_can_pass(int errno, string message)
    {
        var error = Assert.IsType<StorageBusyException>(
            StorageErrors.Translate(new IOException(message, errno), "a.csv", 0));
        Assert.StartsWith(
            $"a.csv cannot be read or written at the moment: {message}",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Other_errors_are_left_alone()
    {
        Assert.Null(StorageErrors.Translate(new FileNotFoundException(), "x", 1));
        Assert.Null(StorageErrors.Translate(new ArgumentOutOfRangeException("x"), "x", 1));
    }
}
