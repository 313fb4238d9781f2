using System.Text.RegularExpressions;

namespace Pipeline.TestKit.Guides;

/// <summary>A fenced block of a guide.</summary>
/// <param name="Line">Number of its first line.</param>
/// <param name="Language">What the fence names.</param>
/// <param name="Text">Its lines, each with its newline.</param>
/// <param name="Before">The paragraph before it.</param>
public sealed partial record GuideExample(int Line, string Language, string Text, string Before)
{
    /// <summary>The file that the paragraph before it says it is.</summary>
    /// <param name="extension">With its dot.</param>
    public string FileName(string extension) =>
        FileNames()
            .Matches(Before)
            .Select(match => match.Groups[1].Value)
            .LastOrDefault(name => name.EndsWith(extension, StringComparison.Ordinal))
        ?? $"request{extension}";

    public static IEnumerable<GuideExample> Read(string markdown) =>
        Fences()
            .Matches(markdown)
            .Select(fence => new GuideExample(
                markdown.AsSpan(0, fence.Index).Count('\n') + 2,
                fence.Groups[1].Value,
                fence.Groups[2].Value,
                markdown[..fence.Index].TrimEnd().Split("\n\n")[^1]));

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"`([\w./-]+)`")]
    private static partial Regex FileNames();
}
