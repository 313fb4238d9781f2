using System.Globalization;
using Pipeline.Core.Errors;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Datasets;

/// <summary>Finds the files that a request names.</summary>
public static class DatasetFiles
{
    /// <summary>The field of the request that names the files.</summary>
    internal const string Field = "dataset";

    /// <summary>Skips no files silently, not even hidden files or files that this user may not read.</summary>
    internal static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Max names to read for a hint, so that a message never waits for a listing of millions.</summary>
    private const int NamesForHint = 10_000;

    /// <summary>
    /// Returns the files of a dataset with their fingerprints, in <see cref="NaturalOrder"/> of their paths. Each file
    /// appears once, even if several patterns or links lead to it. Paths have all symbolic links resolved.
    /// </summary>
    /// <param name="dataset">Paths relative to the root, or globs as defined by <see cref="Glob"/>.</param>
    /// <exception cref="InvalidRequestException">
    /// A pattern is invalid, leads outside the root, or names a folder.
    /// </exception>
    /// <exception cref="DatasetUnavailableException">A pattern matches nothing, or a file cannot be read.</exception>
    public static IReadOnlyList<DatasetFile> Find(DataRoot root, IReadOnlyList<DatasetPath> dataset)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var named in dataset)
        {
            var pattern = named.Path;
            var segments = DataRoot.Segments(pattern, Field);
            if (!Glob.IsGlob(pattern))
            {
                found.Add(Literal(root, named, segments));
                continue;
            }

            var matched = Glob.Match(root, segments);
            if (matched.Count == 0) throw NoMatch(root, named, segments);
            found.UnionWith(matched);
        }

        if (found.FirstOrDefault(root.IsReserved) is { } reserved)
            throw new InvalidRequestException(
                Field,
                $"\"{root.Relative(reserved)}\" is reserved for the manifests. Name other files, such as "
                    + "\"jobs/*/result.csv\".");
        var paths = found.Select(root.Relative).ToArray();
        // .NET replaces invalid bytes in names by U+FFFD, so two files could look the same and one would be lost.
        if (Array.Find(paths, path => path.Contains('\uFFFD')) is { } odd)
            throw new DatasetUnavailableException(
                $"The name of {odd} is not UTF-8, or contains the character U+FFFD. Rename the file or its folders.");
        Array.Sort(paths, NaturalOrder.Instance);
        return WithFingerprints(root, paths);
    }

    /// <summary>Validates the paths without accessing the disk.</summary>
    internal static void CheckPaths(IReadOnlyList<string> dataset, List<ValidationError> errors)
    {
        foreach (var path in dataset.Where(path => path.Length > 0))
            errors.Try(() => DataRoot.Segments(path, Field));
    }

    private static string Literal(DataRoot root, DatasetPath named, string[] segments)
    {
        var pattern = named.Path;
        var real = root.Resolve(pattern, Field);
        FileAttributes attributes;
        try
        {
            attributes = File.GetAttributes(real);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            if (root.Relative(real) == string.Join('/', segments)) throw NoMatch(root, named, segments);
            throw new DatasetUnavailableException(
                $"{pattern} is or goes through a symbolic link to {real}, which does not exist. Fix the link.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RegularFile.Unavailable(pattern, e);
        }

        if (!attributes.HasFlag(FileAttributes.Directory)) return real;
        var folder = string.Join('/', segments);
        throw new InvalidRequestException(
            Field,
            $"\"{pattern}\" is a folder. To name its files, use \"{folder}/*\", or \"{folder}/**\" to include those in "
                + "its folders.");
    }

    private static DatasetFile[] WithFingerprints(DataRoot root, string[] paths)
    {
        var files = new DatasetFile[paths.Length];
        ParallelReads.For(paths.Length, i =>
            files[i] = new DatasetFile(paths[i], FileFingerprint.Take(root.Resolve(paths[i], Field), paths[i])));
        return files;
    }

    private static DatasetUnavailableException NoMatch(DataRoot root, DatasetPath named, string[] segments)
    {
        var folder = root.FullPath;
        var missing = 0;
        while (missing < segments.Length - 1 && Directory.Exists(Path.Combine(folder, segments[missing])))
            folder = Path.Combine(folder, segments[missing++]);

        var where = missing == 0 ? "The root" : $"The folder \"{string.Join('/', segments[..missing])}\"";
        var seen = Names(folder);
        var nearest = DidYouMean.To(segments[missing], seen);
        var hint =
            nearest is not null ? $"{where} contains \"{nearest}\". Did you mean that?"
            : seen.Length == 0 ? $"{where} is empty."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{where} contains {seen.Length} {(seen.Length == 1 ? "name" : "names")}, such as "
                    + $"\"{seen.Min(NaturalOrder.Instance)}\".");
        return new DatasetUnavailableException(
            $"No file under the data root {root.FullPath} matches {named}. {hint} Correct the path, or put the file "
                + "there.");
    }

    private static string[] Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder, "*", EveryEntry)
                .Take(NamesForHint).Select(path => Path.GetFileName(path))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RegularFile.Unavailable(folder, e);
        }
    }
}
