using System.Text.RegularExpressions;

namespace Pipeline.TestKit.Guides;

/// <summary>A Markdown file of the repository, with its examples, tables, headings and links.</summary>
public sealed partial class Guide
{
    private Guide(string path)
    {
        Path = path;
        Text = RepositoryFiles.Read(path);
        Examples = [.. GuideExample.Read(Text)];
    }

    /// <summary>Relative to the root of the repository.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<GuideExample> Examples { get; }

    private string Prose => Fences().Replace(Text, "");

    /// <summary>Addresses of links and pictures, as written, without those of other sites.</summary>
    public IEnumerable<string> Links => Targets().Matches(Prose).Select(match => match.Groups[1].Value);

    /// <summary>Texts in backticks.</summary>
    public IEnumerable<string> CodeSpans => Spans().Matches(Prose).Select(match => match.Groups[1].Value);

    /// <summary>What links can name after <c>#</c>.</summary>
    public IReadOnlySet<string> Anchors =>
        Headings().Matches(Prose).Select(match => Anchor(match.Groups[1].Value)).ToHashSet();

    public static IEnumerable<Guide> All() => RepositoryFiles.All("*.md").Select(Read);

    public static Guide Read(string path) => new(path);

    /// <summary>A heading and everything up to the next one of its level or above.</summary>
    /// <param name="heading">As in <c>## Settings</c>.</param>
    public string Section(string heading)
    {
        var start = Text.IndexOf($"\n{heading}\n", StringComparison.Ordinal) + 1;
        Assert.True(start > 0, $"{Path} has no heading \"{heading}\".");
        var level = heading.Split(' ')[0].Length;
        var next = NextHeading().Matches(Text, start + heading.Length)
            .FirstOrDefault(match => match.Groups[1].Length <= level && !IsInExample(match.Index));
        return Text[start..(next?.Index ?? Text.Length)];
    }

    /// <summary>An example by its language and, if there are several, its position.</summary>
    /// <param name="under">The heading of the section to look in; empty for the whole guide.</param>
    public string Example(string language, int index = 0, string under = "") =>
        GuideExample.Read(under.Length == 0 ? Text : Section(under))
            .Where(example => example.Language == language).ElementAt(index).Text;

    /// <summary>The rows of a table, without its head, as trimmed cells.</summary>
    /// <param name="head">How the table's first line begins.</param>
    public IReadOnlyList<string[]> Table(string head)
    {
        var start = Text.IndexOf($"\n{head}", StringComparison.Ordinal) + 1;
        Assert.True(start > 0, $"{Path} has no table \"{head}\".");
        return [.. Text[start..].Split('\n').TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
    }

    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private bool IsInExample(int index) =>
        Fences().Matches(Text).Any(fence => fence.Index < index && index < fence.Index + fence.Length);

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Targets();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("^(#+) ", RegexOptions.Multiline)]
    private static partial Regex NextHeading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
