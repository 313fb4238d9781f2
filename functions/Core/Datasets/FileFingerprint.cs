using System.Globalization;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Pipeline.Core.Datasets;

/// <summary>
/// Takes and verifies fingerprints. An edit in the middle of a file that keeps its size changes only the modification
/// time; any other change affects at least two of the three values.
/// </summary>
public static class FileFingerprint
{
    /// <summary>Bytes hashed at each end of the file. Files up to twice this size are hashed completely.</summary>
    public const int EndLength = 4096;

    /// <exception cref="DatasetUnavailableException">The file is missing, not regular, or not readable.</exception>
    public static Fingerprint Take(string fullPath) => Take(fullPath, fullPath);

    /// <param name="name">The file's name for messages.</param>
    public static Fingerprint Take(string fullPath, string name)
    {
        using var handle = RegularFile.Open(fullPath, name);
        var size = RandomAccess.GetLength(handle);
        var modified = File.GetLastWriteTimeUtc(handle).Ticks;
        return new Fingerprint(size, modified, Hash(handle, size, name));
    }

    /// <summary>Takes the file's fingerprint again and compares it with the one taken at the split.</summary>
    /// <exception cref="DatasetChangedException">The fingerprints differ.</exception>
    /// <exception cref="DatasetUnavailableException">The file is missing, not regular, or not readable.</exception>
    public static void Verify(DatasetFile file, string fullPath)
    {
        var was = file.Fingerprint;
        var now = Take(fullPath, file.Path);
        if (now == was) return;

        var differences = new List<string>(3);
        if (now.Size != was.Size)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"size was {was.Size} bytes, is {now.Size}"));
        if (now.ModifiedTicks != was.ModifiedTicks)
            differences.Add($"modification time was {Time(was.ModifiedTicks)}, is {Time(now.ModifiedTicks)}");
        if (now.HeadTailHash != was.HeadTailHash)
            differences.Add("its first or last 4 KiB have changed");
        throw new DatasetChangedException(
            $"{file.Path} has changed since the dataset was split: {string.Join("; ", differences)}. " +
            "Start a new job once nothing writes to the file.");
    }

    private static string Hash(SafeFileHandle handle, long size, string name)
    {
        Span<byte> ends = stackalloc byte[2 * EndLength];
        int length;
        if (size <= ends.Length)
        {
            length = RegularFile.ReadFully(handle, ends[..(int)size], 0, name);
        }
        else
        {
            length = RegularFile.ReadFully(handle, ends[..EndLength], 0, name);
            length += RegularFile.ReadFully(handle, ends[length..(length + EndLength)], size - EndLength, name);
        }

        return Convert.ToHexStringLower(XxHash128.Hash(ends[..length]));
    }

    private static string Time(long ticks) =>
        new DateTime(ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
}
