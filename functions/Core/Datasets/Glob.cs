using System.IO.Enumeration;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>
/// Finds the files that match a pattern. Within a segment, <c>*</c> matches any characters and <c>?</c> matches one. A
/// <c>**</c> segment matches zero or more folders. Wildcards never match names that start with a dot, nor anything in
/// the root's <c>jobs</c> and <c>models</c> folders unless the pattern starts with that folder. Links within the root
/// are followed. Each folder is visited once, so circular links are harmless.
/// </summary>
/// <remarks>
/// Microsoft.Extensions.FileSystemGlobbing is not suitable: it follows circular links and links out of the root,
/// returns the same file repeatedly, and treats <c>*.*</c> as <c>*</c>.
/// </remarks>
internal sealed class Glob
{
    private const string AnyFolders = "**";

    private readonly DataRoot _root;
    private readonly string[] _segments;
    private readonly string[] _closedFolders;
    private readonly HashSet<(string Folder, int Segment)> _seen = [];
    private readonly Dictionary<string, Entry[]> _listings = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    private Glob(DataRoot root, string[] segments)
    {
        _root = root;
        _segments = segments;
        _closedFolders =
        [
            .. ((string[])[DataRoot.JobsFolder, DataRoot.ModelsFolder])
                .Where(folder => folder != segments[0]).Select(folder => Path.Combine(root.FullPath, folder)),
        ];
    }

    public static bool IsGlob(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>Returns the real paths of the matching files, in no particular order.</summary>
    /// <exception cref="InvalidRequestException">A link leads outside the root.</exception>
    /// <exception cref="DatasetUnavailableException">A folder cannot be listed.</exception>
    public static IReadOnlyCollection<string> Match(DataRoot root, string[] segments)
    {
        var glob = new Glob(root, segments);
        glob.Walk(root.FullPath, 0);
        return glob._files;
    }

    private void Walk(string folder, int index)
    {
        if (IsClosed(folder) || !_seen.Add((folder, index))) return;
        var segment = _segments[index];
        var last = index == _segments.Length - 1;
        if (segment == AnyFolders)
        {
            if (!last) Walk(folder, index + 1);
            foreach (var entry in List(folder))
            {
                if (entry.IsFolder) Walk(Follow(folder, entry.Name), index);
                else if (last) Add(folder, entry.Name);
            }
        }
        else if (IsGlob(segment))
        {
            foreach (var entry in List(folder))
            {
                if (entry.IsFolder == last
                    || !FileSystemName.MatchesSimpleExpression(segment, entry.Name, ignoreCase: false))
                    continue;
                if (last) Add(folder, entry.Name);
                else Walk(Follow(folder, entry.Name), index + 1);
            }
        }
        else if (last)
        {
            if (File.Exists(Path.Combine(folder, segment))) Add(folder, segment);
        }
        else if (Directory.Exists(Path.Combine(folder, segment)))
        {
            Walk(Follow(folder, segment), index + 1);
        }
    }

    private void Add(string folder, string name)
    {
        var real = Follow(folder, name);
        if (!IsClosed(real)) _files.Add(real);
    }

    private bool IsClosed(string real)
        => Array.Exists(_closedFolders, folder => real.StartsWith(folder, StringComparison.Ordinal)
            && (real.Length == folder.Length || real[folder.Length] == Path.DirectorySeparatorChar));

    /// <summary>Resolves a link from the root. Anything else costs only one disk access.</summary>
    private string Follow(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (new FileInfo(path).LinkTarget is not { } target) return path;
        var relative = _root.Relative(path);
        var real = _root.Resolve(relative, DatasetFiles.Field);
        if (Path.Exists(real)) return real;
        throw new DatasetUnavailableException(
            $"{relative} is a symbolic link to {target}, which does not exist. Fix or delete the link.");
    }

    private Entry[] List(string folder)
    {
        if (_listings.TryGetValue(folder, out var listing)) return listing;
        try
        {
            listing = [.. new FileSystemEnumerable<Entry>(folder, Entry.Of, DatasetFiles.EveryEntry)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName[0] != '.',
            }];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RegularFile.Unavailable(_root.Relative(folder) is { Length: > 0 } name ? name : _root.FullPath, e);
        }

        _listings.Add(folder, listing);
        return listing;
    }

    /// <param name="IsFolder">Also true for a link to a folder.</param>
    private readonly record struct Entry(string Name, bool IsFolder)
    {
        public static Entry Of(ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory);
    }
}
