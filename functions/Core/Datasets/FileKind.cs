using System.Runtime.InteropServices;

namespace Pipeline.Core.Datasets;

/// <summary>
/// Detects special files, which must not be opened: opening a pipe waits for a writer, and opening a device can have
/// any effect. .NET cannot detect them without opening them, so this calls statx(2) of Linux, whose layout is the same
/// on every architecture.
/// </summary>
internal static partial class FileKind
{
    private const int CurrentDirectory = -100;
    private const uint WantType = 1;
    private const int BufferSize = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;

    /// <summary>Describes a special file; null for a regular file or a folder, or if the kind is unknown.</summary>
    public static unsafe string? Special(string fullPath)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var buffer = stackalloc byte[BufferSize];
        if (Statx(CurrentDirectory, fullPath, 0, WantType, buffer) != 0) return null;
        return (*(ushort*)(buffer + ModeOffset) & TypeMask) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
