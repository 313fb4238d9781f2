using System.IO.Hashing;
using Pipeline.Core.Entries;
using Pipeline.Core.Errors;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;

namespace Pipeline.Core.Publishing;

/// <summary>Stores what an operation learned in a pass in a file that the workers of the next pass read.</summary>
public static class LearnedState
{
    /// <summary>Writes the file under a name that no other attempt uses, and flushes it to disk.</summary>
    /// <param name="pass">The pass that reads the state.</param>
    /// <exception cref="StorageFullException">The storage is full.</exception>
    public static StoredFile Write(JobFolder folder, int pass, ReadOnlySpan<byte> state)
    {
        var name = JobFolder.LearnedName(pass, Guid.NewGuid().ToString("n")[..12]);
        var path = Path.Combine(folder.Path, name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream($"{path}.tmp", FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(state);
                file.Flush(flushToDisk: true);
            }
            File.Move($"{path}.tmp", path);
        }
        catch (Exception error) when (StorageErrors.Translate(error, path, state.Length) is { } full)
        {
            throw full;
        }
        return Describe(name, state);
    }

    /// <summary>Describes the file, so that reading can verify it.</summary>
    public static StoredFile Describe(string name, ReadOnlySpan<byte> state) => new(name, state.Length, Hash(state));

    /// <param name="folder">The folder that the file's name is relative to.</param>
    /// <exception cref="DamagedPartialException">The file does not exist, or has another length or hash.</exception>
    public static byte[] Read(string folder, StoredFile expected)
    {
        var path = Path.Combine(folder, expected.Name);
        byte[] state;
        try
        {
            state = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DamagedPartialException(path, $"a file of {expected.Length} bytes", "no file");
        }
        catch (Exception error) when (StorageErrors.Translate(error, path, 0) is { } failure)
        {
            throw failure;
        }
        if (state.Length != expected.Length)
            throw new DamagedPartialException(path, $"{expected.Length} bytes", $"{state.Length} bytes");
        var hash = Hash(state);
        return hash == expected.Hash ? state : throw new DamagedPartialException(path, $"hash {expected.Hash}", hash);
    }

    private static string Hash(ReadOnlySpan<byte> state) => Convert.ToHexStringLower(XxHash128.Hash(state));
}
