namespace Pipeline.Core.Errors;

/// <summary>
/// Knows which errors of the operating system mean that storage is used up, and which can pass. Use as a filter:
/// <code>catch (Exception e) when (StorageErrors.Translate(e, path, bytes) is { } failure) { throw failure; }</code>
/// </summary>
public static class StorageErrors
{
    // errno values of Linux, the system of Lambda and of EFS; .NET puts them into HResult as they are.
    private const int NoSpace = 28;
    private const int FileTooBig = 27;
    private const int QuotaUsedUp = 122;

    // The low 16 bits of the HResults of Windows: ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int DiskFull = 0x70;
    private const int HandleDiskFull = 0x27;

    /// <summary>
    /// errno of Linux: an NFS server that does not answer (in time), or that has moved the file's handle.
    /// </summary>
    private static readonly int[] CanPass = [Interrupted, InputOutput, TryAgain, ConnectionTimedOut, StaleHandle];

    private const int Interrupted = 4;
    private const int InputOutput = 5;
    private const int TryAgain = 11;
    private const int ConnectionTimedOut = 110;
    private const int StaleHandle = 116;

    /// <summary>
    /// The failure to throw instead of <paramref name="error"/>, or null when it is neither of the two.
    /// </summary>
    /// <param name="wanted">The bytes that the failed write asked for; 0 for a read.</param>
    public static PipelineException? Translate(Exception error, string path, long wanted) =>
        IsFull(error) ? new StorageFullException(path, wanted, FreeBytes(path), error)
        : IsBusy(error) ? new StorageBusyException(path, error)
        : null;

    /// <summary>
    /// The failure of who writes through something else, which says that storage is full but not what was written.
    /// </summary>
    public static StorageFullException Full(string path, Exception error) =>
        new(path, wanted: 0, FreeBytes(path), error);

    private static bool IsBusy(Exception error) =>
        error is IOException && !OperatingSystem.IsWindows() && CanPass.Contains(error.HResult & 0xFFFF);

    private static bool IsFull(Exception error) => error switch
    {
        IOException when OperatingSystem.IsWindows() => (error.HResult & 0xFFFF) is DiskFull or HandleDiskFull,
        IOException => (error.HResult & 0xFFFF) is NoSpace or FileTooBig or QuotaUsedUp,
        // What .NET makes of EFBIG from a write on Unix.
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
