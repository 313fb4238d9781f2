using System.Runtime.InteropServices;

namespace Pipeline.Benchmarks.Scaling;

/// <summary>
/// Second names of a file: as many bytes to read as there are names, and only one file to keep in the page cache.
/// </summary>
internal static partial class HardLink
{
    /// <summary>Gives a file another name, unless there is such a file.</summary>
    public static void Make(string existing, string path)
    {
        if (!File.Exists(path) && Link(existing, path) != 0)
            throw new IOException(
                $"{path} could not be made a second name of {existing}: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string existing, string path);
}
