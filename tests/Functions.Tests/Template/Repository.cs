namespace Pipeline.Functions.Tests.Template;

/// <summary>The repository that contains these tests.</summary>
internal static class Repository
{
    /// <summary>Full path of its root.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException(
            $"Pipeline.sln is not above {AppContext.BaseDirectory}. Run these tests in the repository.");
    }
}
