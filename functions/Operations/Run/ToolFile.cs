using System.IO.Hashing;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Operations.Run;

/// <summary>A program under <c>tools/</c> of the data root.</summary>
internal sealed class ToolFile
{
    /// <summary>
    /// The only folder from which programs run, so that permission to write data does not imply permission to add
    /// programs.
    /// </summary>
    public const string Folder = "tools";

    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly object _lock = new();
    private (long Length, DateTime Modified) _hashed;
    private string _version = "";

    private ToolFile(string path, string fullPath)
    {
        Path = path;
        FullPath = fullPath;
    }

    /// <summary>The path as written in the request.</summary>
    public string Path { get; }

    /// <summary>The full path, with symbolic links resolved.</summary>
    public string FullPath { get; }

    /// <exception cref="InvalidRequestException">The program does not exist or cannot be run.</exception>
    public static ToolFile Find(DataRoot root, string path, string field)
    {
        Segments(path, field);
        var full = root.Resolve(path, field);
        if (!root.Relative(full).StartsWith($"{Folder}/", StringComparison.Ordinal))
            throw Elsewhere(path, field);
        if (Directory.Exists(full))
            throw Invalid($"\"{path}\" is a folder. Name the program in it.");
        if (FileKind.Special(full) is { } special)
            throw Invalid($"\"{path}\" is {special}, not a regular file. Put the program itself there.");
        if (!File.Exists(full))
            throw Invalid(
                $"\"{path}\" does not exist. Put the program into {Folder}/ under the data root {root.FullPath}.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(full) & Executable) == 0)
            throw Invalid($"\"{path}\" is not executable. Run chmod +x {path} in the data root.");
        return new ToolFile(path, full);

        InvalidRequestException Invalid(string message) => new(field, message);
    }

    /// <summary>Splits a program's path into its segments.</summary>
    /// <exception cref="InvalidRequestException">The path is invalid, or not under <see cref="Folder"/>.</exception>
    public static string[] Segments(string path, string field) =>
        DataRoot.Segments(path, field) is [Folder, ..] segments ? segments : throw Elsewhere(path, field);

    /// <summary>
    /// Returns the program's path and current hash (XxHash128). The file is read again only if its size or modification
    /// time has changed.
    /// </summary>
    /// <exception cref="ProgramChangedException">The program no longer exists.</exception>
    public string Version()
    {
        lock (_lock)
        {
            try
            {
                var file = new FileInfo(FullPath);
                var found = (file.Length, file.LastWriteTimeUtc);
                if (_version.Length > 0 && found == _hashed)
                    return _version;
                var hash = new XxHash128();
                using var content = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                hash.Append(content);
                (_hashed, _version) = (found, $"{Path} {Convert.ToHexStringLower(hash.GetCurrentHash())}");
                return _version;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                throw ProgramChangedException.Gone(Path);
            }
        }
    }

    private static InvalidRequestException Elsewhere(string path, string field) =>
        new(
            field,
            $"\"{path}\" is not under {Folder}/ in the data root. Programs run only from there: put it there, and "
                + $"name it \"{Folder}/{System.IO.Path.GetFileName(path)}\".");
}
