using System.IO.Hashing;
using Pipeline.Core.Datasets;
using Pipeline.Core.Errors;

namespace Pipeline.Operations.Run;

/// <summary>A program under <c>tools/</c> of the data root.</summary>
internal sealed class ToolFile
{
    /// <summary>The one folder that programs are run from: who may put data into the root need not be who may bring programs.</summary>
    public const string Folder = "tools";

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly object _lock = new();
    private (long Length, DateTime Modified) _hashed;
    private string _version = "";

    private ToolFile(string path, string fullPath)
    {
        Path = path;
        FullPath = fullPath;
    }

    /// <summary>As the request names it.</summary>
    public string Path { get; }

    /// <summary>Without symbolic links.</summary>
    public string FullPath { get; }

    /// <exception cref="InvalidRequestException">There is no such program, or nothing that can be run.</exception>
    public static ToolFile Find(DataRoot root, string path, string field)
    {
        Segments(path, field);
        var full = root.Resolve(path, field);
        if (!root.Relative(full).StartsWith($"{Folder}/", StringComparison.Ordinal))
            throw Elsewhere(path, field);
        if (Directory.Exists(full))
            throw Refused($"\"{path}\" is a folder. Name the program in it.");
        if (FileKind.Special(full) is { } special)
            throw Refused($"\"{path}\" is {special}, not a plain file. Put the program itself there.");
        if (!File.Exists(full))
            throw Refused($"\"{path}\" is not there. Put the program into {Folder}/ under the data root {root.FullPath}.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(full) & Executable) == 0)
            throw Refused($"\"{path}\" is not executable. Run chmod +x {path} in the data root.");
        return new ToolFile(path, full);

        InvalidRequestException Refused(string message) => new(field, message);
    }

    /// <summary>The names that a program's path is made of.</summary>
    /// <exception cref="InvalidRequestException">It is no path, or none under <see cref="Folder"/>.</exception>
    public static string[] Segments(string path, string field) =>
        DataRoot.Segments(path, field) is [Folder, ..] segments ? segments : throw Elsewhere(path, field);

    /// <summary>Name and hash (XxHash128) of the program as it is now. It is read again only if it looks changed.</summary>
    /// <exception cref="ProgramChangedException">It is gone.</exception>
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

    private static InvalidRequestException Elsewhere(string path, string field) => new(field,
        $"\"{path}\" is not under {Folder}/ in the data root. Programs are run from there only: put it there, and name it \"{Folder}/{System.IO.Path.GetFileName(path)}\".");
}
