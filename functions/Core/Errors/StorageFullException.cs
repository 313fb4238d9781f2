using System.Globalization;

namespace Pipeline.Core.Errors;

/// <summary>A file could not be written because its storage, or a limit on it, is used up.</summary>
public sealed class StorageFullException(string path, long wanted, long? free, Exception inner)
    : PipelineException(Describe(path, wanted, free, inner), inner)
{
    public string Path { get; } = path;

    /// <summary>The bytes that the failed write asked for; 0 where that is unknown.</summary>
    public long Wanted { get; } = wanted;

    /// <summary>Bytes free for this user when the write failed, or null where that cannot be asked.</summary>
    public long? Free { get; } = free;

    private static string Describe(string path, long wanted, long? free, Exception inner) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: the storage is full: "
                + $"{(wanted > 0 ? $"{wanted} bytes were to be written, " : "")}"
                + $"{(free is { } bytes ? $"{bytes} bytes are free" : "how many are free is unknown")} "
                + $"({inner.Message.TrimEnd('.')}). ")
        + "If there is free space, a quota or a limit on file sizes is used up. Free or add storage under the data "
        + "root, or raise the limit, then run the job again.";
}
