namespace Pipeline.TestKit;

/// <summary>The files of the repository that the tests were built from.</summary>
public static class RepositoryFiles
{
    private static readonly string[] Generated = [".git", "bin", "obj", "node_modules", "TestResults"];

    /// <summary>Full path of its root.</summary>
    public static string Root { get; } = FindRoot() ?? throw new InvalidOperationException(
        $"No Pipeline.sln above {AppContext.BaseDirectory}. Run this program from the repository.");

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Paths, relative to the root and with slashes, of all files that nothing generated.</summary>
    /// <param name="pattern">For the file name, such as <c>*.md</c>.</param>
    public static IEnumerable<string> All(string pattern) => Under(new DirectoryInfo(Root), pattern)
        .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Full path of the folder with the solution above this program; null if there is none.</summary>
    public static string? FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Pipeline.sln")))
            folder = folder.Parent;
        return folder?.FullName;
    }

    private static IEnumerable<string> Under(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Select(file => file.FullName).Concat(folder.EnumerateDirectories()
            .Where(inner => inner.LinkTarget is null && !Generated.Contains(inner.Name, StringComparer.Ordinal))
            .SelectMany(inner => Under(inner, pattern)));
}
