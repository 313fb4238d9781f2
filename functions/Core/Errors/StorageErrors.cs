namespace Pipeline.Core.Errors;

/// <summary>
/// Translates operating system errors that mean that the storage is full, or that are transient. Use as a filter:
/// <code>catch (Exception e) when (StorageErrors.Translate(e, path, bytes) is { } failure) { throw failure; }</code>
/// </summary>
public static class StorageErrors
{
    // errno values of Linux, which Lambda runs on. .NET puts them into HResult unchanged.
    private const int NoSpace = 28;
    private const int FileTooBig = 27;
    private const int QuotaUsedUp = 122;

    // The low 16 bits of the HResults of Windows: ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int DiskFull = 0x70;
    private const int HandleDiskFull = 0x27;

    /// <summary>
    /// errno values of Linux for an NFS server that does not respond in time, or that has moved the file's handle.
    /// </summary>
    private static readonly int[] CanPass = [Interrupted, InputOutput, TryAgain, ConnectionTimedOut, StaleHandle];

    private const int Interrupted = 4;
    private const int InputOutput = 5;
    private const int TryAgain = 11;
    private const int ConnectionTimedOut = 110;
    private const int StaleHandle = 116;

    /// <summary>
    /// Returns the exception to throw instead of <paramref name="error"/>, or null if it is neither of the two.
    /// </summary>
    /// <param name="wanted">The size of the failed write in bytes; 0 for a read.</param>
    public static PipelineException? Translate(Exception error, string path, long wanted) =>
        IsFull(error) ? new StorageFullException(path, wanted, FreeBytes(path), error)
        : IsBusy(error) ? new StorageBusyException(path, error)
        : null;

    /// <summary>
    /// Returns the exception for an error of a library that writes, which does not say how many bytes it wrote.
    /// </summary>
    public static StorageFullException Full(string path, Exception error) =>
        new(path, wanted: 0, FreeBytes(path), error);

    private static bool IsBusy(Exception error) =>
        error is IOException && !OperatingSystem.IsWindows() && CanPass.Contains(error.HResult & 0xFFFF);

    private static bool IsFull(Exception error) => error switch
    {
        IOException when OperatingSystem.IsWindows() => (error.HResult & 0xFFFF) is DiskFull or HandleDiskFull,
        IOException => (error.HResult & 0xFFFF) is NoSpace or FileTooBig or QuotaUsedUp,
        // .NET throws this for EFBIG from a write on Unix.
        ArgumentOutOfRangeException => error.Message.Contains("file length", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
