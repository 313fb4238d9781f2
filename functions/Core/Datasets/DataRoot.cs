using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>
/// The folder that contains all datasets. It is the only way to resolve a path in a request to a path on disk, and
/// rejects every path that leads outside it: through <c>..</c>, an absolute path or a symbolic link.
/// </summary>
public sealed class DataRoot
{
    /// <summary>Name of the folder in the root to which jobs write everything.</summary>
    public const string JobsFolder = "jobs";

    /// <summary>Name of the folder in the root that contains the models trained by jobs.</summary>
    public const string ModelsFolder = "models";

    /// <summary>The number of links in a path after which Linux reports a loop.</summary>
    private const int MaxLinks = 40;

    private static readonly char[] Separators = OperatingSystem.IsWindows() ? ['/', '\\'] : ['/'];

    private readonly string? _reserved;

    /// <param name="reserved">
    /// A path prefix that no dataset may use: the database that this process has open, and its companion files. If
    /// anything in the process closed the database file, its locks would be released.
    /// </param>
    /// <exception cref="DatasetUnavailableException">The folder does not exist.</exception>
    public DataRoot(string folder, string? reserved = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            throw new DatasetUnavailableException(
                $"The data root {full} is not a folder. Mount the file system there, or name an existing folder.");
        }

        _reserved = reserved is null ? null : RealPath(Path.GetFullPath(reserved));
        FullPath = RealPath(full) ?? throw new DatasetUnavailableException(
            $"The data root {full} leads into a loop of symbolic links. Fix the links, or name another folder.");
    }

    /// <summary>The absolute path, with all symbolic links resolved and without a trailing separator.</summary>
    public string FullPath { get; }

    /// <summary>Resolves a path relative to the root, and all symbolic links in it. It need not exist.</summary>
    /// <param name="field">The field of the request that contains the path, for the message.</param>
    /// <exception cref="InvalidRequestException">The path is invalid or leads outside the root.</exception>
    public string Resolve(string relative, string field)
    {
        var path = Path.Combine(FullPath, string.Join(Path.DirectorySeparatorChar, Segments(relative, field)));
        var real = RealPath(path) ?? throw new InvalidRequestException(field,
            $"\"{relative}\" leads into a loop of symbolic links. Fix the links, or name another file.");
        if (!Contains(real))
        {
            throw new InvalidRequestException(field,
                $"\"{relative}\" is or goes through a symbolic link to {real}, which is outside the data root " +
                $"{FullPath}. Copy the file into the root, or choose a root that contains both.");
        }

        return real;
    }

    /// <summary>Whether a real path is reserved, so that no dataset may use it.</summary>
    internal bool IsReserved(string real) =>
        _reserved is not null && real.StartsWith(_reserved, StringComparison.Ordinal);

    /// <summary>Converts a real path within the root to a relative one with <c>/</c>; empty for the root.</summary>
    public string Relative(string real)
    {
        if (real.Length == FullPath.Length) return "";
        var relative = real[(FullPath.EndsWith(Path.DirectorySeparatorChar) ? FullPath.Length : FullPath.Length + 1)..];
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>Splits a relative path into its segments, without empty ones and <c>.</c>.</summary>
    /// <exception cref="InvalidRequestException">
    /// The path is empty or absolute, or contains <c>..</c> or control characters.
    /// </exception>
    internal static string[] Segments(string relative, string field)
    {
        var segments = relative.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var wrong =
            IsAbsolute(relative) ? "is an absolute path" :
            relative.Any(char.IsControl) ? "contains control characters" :
            segments.Contains("..") ? "contains \"..\"" :
            segments.All(segment => segment == ".") ? "does not name a file" : null;
        if (wrong is null) return Array.FindAll(segments, segment => segment != ".");

        var shown = string.Concat(relative.Select(c => char.IsControl(c) ? '\uFFFD' : c));
        throw new InvalidRequestException(field,
            $"\"{shown}\" {wrong}. Paths are relative to the data root, such as \"weather/2026-01.csv\".");
    }

    private static bool IsAbsolute(string path) =>
        path is ['/', ..] or ['\\', '\\', ..]
        || path is [var drive, ':', '/' or '\\', ..] && char.IsAsciiLetter(drive)
        || Path.IsPathRooted(path);

    /// <summary>Whether a real path is the root or is below it.</summary>
    private bool Contains(string real)
        => real.StartsWith(FullPath, StringComparison.Ordinal)
            && (real.Length == FullPath.Length
                || real[FullPath.Length] == Path.DirectorySeparatorChar
                || FullPath.EndsWith(Path.DirectorySeparatorChar));

    /// <summary>Resolves every link in an absolute path, segment by segment; null for a loop.</summary>
    private static string? RealPath(string path)
    {
        var links = 0;
        var start = Path.GetPathRoot(path)!;
        var real = start;
        var rest = new Stack<string>(
            path[start.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (rest.TryPop(out var name))
        {
            if (name == ".") continue;
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks) return null;
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
            foreach (var step in target.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
                rest.Push(step);
        }

        return real;
    }
}
