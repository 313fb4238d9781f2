using Pipeline.Core.Jobs;

namespace Pipeline.Core.Tests.Jobs;

public class StorageErrorsTests
{
    [Theory]
    [InlineData(28)]
    [InlineData(122)]
    [InlineData(27)]
    public void No_space_no_quota_and_too_large_a_file_are_one_failure(int errno)
    {
        if (OperatingSystem.IsWindows()) return;
        var error = StorageErrors.Translate(new IOException("No room", errno), Path.Combine(Path.GetTempPath(), "x"), 77);
        Assert.NotNull(error);
        Assert.Equal(77, error.Wanted);
        Assert.Contains("77 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("No room", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What .NET 10 threw where <c>ulimit -f</c> stopped a write.</summary>
    [Fact]
    public void The_error_that_NET_makes_of_too_large_a_file_is_recognized() => Assert.NotNull(StorageErrors.Translate(
        new ArgumentOutOfRangeException("value", "Specified file length was too large for the file system."), "x", 1));

    [Fact]
    public void Other_errors_are_left_alone()
    {
        Assert.Null(StorageErrors.Translate(new IOException("Stale file handle", 116), "x", 1));
        Assert.Null(StorageErrors.Translate(new FileNotFoundException(), "x", 1));
        Assert.Null(StorageErrors.Translate(new ArgumentOutOfRangeException("x"), "x", 1));
    }
}
