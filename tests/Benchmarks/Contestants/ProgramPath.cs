namespace Pipeline.Benchmarks.Contestants;

internal static class ProgramPath
{
    /// <summary>The full path of a program that is on the PATH; null if none is.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
