using System.IO.Enumeration;
using Pipeline.Core.Errors;

namespace Pipeline.Core.Datasets;

/// <summary>
/// The files that one pattern matches. In a segment <c>*</c> matches any characters and <c>?</c> one; a segment
/// <c>**</c> matches any number of folders, none included. Neither matches a name that begins with a dot, nor
/// anything in the root's folders <c>jobs</c> and <c>models</c> unless the pattern begins with that folder. Links are
/// followed within the root; a folder reached twice is looked at once, so links may lead in circles.
/// </summary>
/// <remarks>
/// Microsoft.Extensions.FileSystemGlobbing will not do: it follows links in circles and out of the root, and counts what
/// it finds there each time; and it takes <c>*.*</c> for <c>*</c>.
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

    /// <summary>Real paths, in no order.</summary>
    /// <exception cref="InvalidRequestException">A link on the way leads out of the root.</exception>
    /// <exception cref="DatasetUnavailableException">A folder on the way cannot be listed.</exception>
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
                if (entry.IsFolder == last || !FileSystemName.MatchesSimpleExpression(segment, entry.Name, ignoreCase: false))
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

    /// <summary>One look at the disk for what is not a link; a link is resolved from the root on.</summary>
    private string Follow(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (new FileInfo(path).LinkTarget is not { } target) return path;
        var relative = _root.Relative(path);
        var real = _root.Resolve(relative, DatasetFiles.Field);
        if (Path.Exists(real)) return real;
        throw new DatasetUnavailableException(
            $"{relative} is a symbolic link to {target}, which is not there. Mend or delete the link.");
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

    /// <param name="IsFolder">Also for a link to one.</param>
    private readonly record struct Entry(string Name, bool IsFolder)
    {
        public static Entry Of(ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory);
    }
}
