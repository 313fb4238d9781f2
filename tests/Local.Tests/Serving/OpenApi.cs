using System.Text.Json;
using Pipeline.Core.Api;
using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Serving;

/// <summary>The OpenAPI document of the program, and copies with errors.</summary>
internal static class OpenApi
{
    public static string Text { get; } = Read();

    public static JsonElement Json { get; } = JsonElement.Parse(Text);

    /// <summary>Writes the document, and copies with one replacement each, for a script.</summary>
    /// <returns>The paths; the first is that of the document.</returns>
    public static string[] Write(
        CommandRoot folder, params IEnumerable<(string Old, string Replacement, string Finding)> copies) =>
    [
        folder.Write("openapi.json", Text),
        .. copies.Select((copy, number) =>
        {
            Assert.Contains(copy.Old, Text, StringComparison.Ordinal);
            return folder.Write(
                $"copy-{number}.json", Text.Replace(copy.Old, copy.Replacement, StringComparison.Ordinal));
        }),
    ];

    /// <summary>Asserts that nothing was found in the document, and the right error in each copy.</summary>
    public static void AssertFound(
        IEnumerable<(string Old, string Replacement, string Finding)> copies, string[][] findings)
    {
        Assert.Empty(findings[0]);
        Assert.All(copies.Zip(findings.Skip(1)), pair =>
            Assert.Contains(pair.Second, found => found.Contains(pair.First.Finding, StringComparison.Ordinal)));
    }

    private static string Read()
    {
        using var stream = typeof(JobsApi).Assembly.GetManifestResourceStream("openapi.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
