namespace Pipeline.EndToEnd.Tests.Serving.StepFunctions;

/// <summary>What the README says of this API.</summary>
internal static class Readme
{
    public static string House { get; } = FindHouse();

    public static string Section { get; } = ReadSection();

    /// <summary>The commands shown.</summary>
    public static string Commands { get; } = Section.Split("```sh\n")[1].Split("```")[0];

    private static string ReadSection()
    {
        var text = File.ReadAllText(Path.Combine(House, "README.md"));
        return text[text.IndexOf("\n### As Step Functions\n", StringComparison.Ordinal)..].Split("\n## ")[0];
    }

    private static string FindHouse()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Pipeline.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
