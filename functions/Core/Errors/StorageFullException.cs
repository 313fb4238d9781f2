using System.Globalization;

namespace Pipeline.Core.Errors;

/// <summary>A file could not be written because its storage is full or a limit was reached.</summary>
public sealed class StorageFullException(string path, long wanted, long? free, Exception inner)
    : PipelineException(Describe(path, wanted, free, inner), inner)
{
    public string Path { get; } = path;

    /// <summary>The size of the failed write in bytes; 0 if unknown.</summary>
    public long Wanted { get; } = wanted;

    /// <summary>Bytes free for this user when the write failed; null if unknown.</summary>
    public long? Free { get; } = free;

    private static string Describe(string path, long wanted, long? free, Exception inner) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: the storage is full: "
                + $"{(wanted > 0 ? $"{wanted} bytes could not be written, " : "")}"
                + $"{(free is { } bytes ? $"{bytes} bytes are free" : "the free space is unknown")} "
                + $"({inner.Message.TrimEnd('.')}). ")
        + "If there is free space, a quota or a file size limit was reached. Free or add storage under the data root, "
        + "or raise the limit, then run the job again.";
}
