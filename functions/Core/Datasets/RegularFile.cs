using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>Opens and reads files of a dataset, and translates errors into messages for the user.</summary>
public static class RegularFile
{
    /// <summary>
    /// Opens a file for random access. It takes no lock, which would cost a round trip on a network file system, so
    /// others may write, rename or delete the file; fingerprints detect such changes.
    /// </summary>
    /// <param name="name">The file's name for messages, as the user knows it.</param>
    /// <exception cref="DatasetUnavailableException">The file is missing, not regular, or not readable.</exception>
    public static SafeFileHandle Open(string fullPath, string name)
    {
        if (Directory.Exists(fullPath))
            throw new DatasetUnavailableException($"{name} is a folder. Name the files in it with \"{name}/*\".");
        if (FileKind.Special(fullPath) is { } special)
        {
            throw new DatasetUnavailableException(
                $"{name} is {special}, not a regular file. Write its content to a file, and name that file.");
        }

        try
        {
            return File.OpenHandle(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(name, e);
        }
    }

    /// <summary>Reads until the buffer is full or the file ends. Returns the number of bytes read.</summary>
    public static int ReadFully(SafeFileHandle file, Span<byte> buffer, long offset, string name)
    {
        var filled = 0;
        try
        {
            while (
                filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], offset + filled) is > 0 and var read
            )
                filled += read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(name, e);
        }

        return filled;
    }

    /// <summary>Translates a file system error into an exception with a message for the user.</summary>
    internal static PipelineException Unavailable(string name, Exception e) =>
        StorageErrors.Translate(e, name, 0)
        ?? new DatasetUnavailableException(
            e switch
            {
                FileNotFoundException or DirectoryNotFoundException =>
                    $"{name} does not exist. If it was moved or deleted while the job ran, put it back or start a new "
                        + "job.",
                UnauthorizedAccessException =>
                    $"{name} cannot be read by this user ({Environment.UserName}). Grant read permission on the file "
                        + "and its folders (on EFS, to the user id of the access point).",
                _ => $"{name} cannot be read: {e.Message}",
            },
            e);
}
