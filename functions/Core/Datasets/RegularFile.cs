using Microsoft.Win32.SafeHandles;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>Opens files of a dataset for reading, and names what prevents it.</summary>
public static class RegularFile
{
    /// <summary>
    /// Opens a file to be read at positions. Others may write, rename or delete it meanwhile: nothing is locked, which
    /// on a network file system would cost a round trip; that the file stays the same is for fingerprints to see.
    /// </summary>
    /// <param name="name">The name for messages, as the user knows the file.</param>
    /// <exception cref="DatasetUnavailableException">It is gone, not readable, a folder, a pipe or a device.</exception>
    public static SafeFileHandle Open(string fullPath, string name)
    {
        if (Directory.Exists(fullPath))
            throw new DatasetUnavailableException($"{name} is a folder. Name the files in it with \"{name}/*\".");
        if (FileKind.Special(fullPath) is { } special)
        {
            throw new DatasetUnavailableException(
                $"{name} is {special}, not a plain file. Write its content to a file, and name that.");
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

    /// <summary>Reads until the buffer is full or the file ends; gives how much it read.</summary>
    public static int ReadFully(SafeFileHandle file, Span<byte> buffer, long offset, string name)
    {
        var filled = 0;
        try
        {
            while (filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], offset + filled) is > 0 and var read)
                filled += read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(name, e);
        }

        return filled;
    }

    /// <summary>What an error of the file system means for the user who asked for the dataset.</summary>
    internal static PipelineException Unavailable(string name, Exception e) => StorageErrors.Translate(e, name, 0) ?? new DatasetUnavailableException(e switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            $"{name} is not there. If it was moved or deleted while the job ran, put it back or start a new job.",
        UnauthorizedAccessException =>
            $"{name} may not be read by this user ({Environment.UserName}). Grant read permission on the file and " +
            "its folders (on EFS: the access point's user id).",
        _ => $"{name} cannot be read: {e.Message}",
    }, e);
}
