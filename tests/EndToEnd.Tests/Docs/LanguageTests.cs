using System.Text.RegularExpressions;
using Pipeline.TestKit;

namespace Pipeline.EndToEnd.Tests.Docs;

/// <summary>
/// Counts the habits of language that the contributing guide lists, in code, guides and the template.
/// </summary>
public sealed partial class LanguageTests
{
    private static readonly string[] Patterns =
        ["*.cs", "*.md", "*.yaml", "*.yml", "*.asl.json", "*.html", "*.js", "*.sh", "*.csproj", "*.props"];

    /// <summary>The table of habits, this file, and texts of other people.</summary>
    private static readonly string[] Exempt =
    [
        ".github/CONTRIBUTING.md",
        "tests/EndToEnd.Tests/Docs/LanguageTests.cs",
    ];

    [Fact]
    public void No_file_has_a_habit_that_the_contributing_guide_lists() =>
        Assert.Empty(
            Patterns
                .SelectMany(RepositoryFiles.All)
                .Except(Exempt, StringComparer.Ordinal)
                .SelectMany(path => Find(path, RepositoryFiles.Read(path))));

    [Theory]
    [InlineData("This is no number.")]
    [InlineData("what is none")]
    [InlineData("The first receipt stands.")]
    [InlineData("Mistakes are told all at once.")]
    [InlineData("--help tells more")]
    [InlineData("a file that lies behind the root")]
    [InlineData("An error is found out later.")]
    [InlineData("The job goes on.")]
    [InlineData("Work is taken up again.")]
    [InlineData("Correct the mistake.")]
    [InlineData("how to mend it")]
    [InlineData("The operation is content.")]
    [InlineData("for whoever reads it")]
    [InlineData("at most records and least bytes")]
    [InlineData("Different is that it ends.")]
    public void A_planted_habit_is_found(string text) => Assert.NotEmpty(Find("a.md", text));

    [Theory]
    [InlineData("There is no file.")]
    [InlineData("The file is no longer there.")]
    [InlineData("Expected a standard amendment, at most 5 records.")]
    public void Good_English_is_not_found(string text) => Assert.Empty(Find("a.md", text));

    private static IEnumerable<string> Find(string path, string text) =>
        from line in text.Split('\n').Index()
        from Match match in Habit().Matches(line.Item)
        select $"{path}, line {line.Index + 1}: \"{match.Value}\"";

    [GeneratedRegex(
        """
        (?<!\bthere\s)\b(?:is|are|was|were)\ no\ (?!longer|more)
        | \bwhat\ is\ none\b | \bwhatever\ is\b
        | \bstands?\b
        | \b(?:is|are|be|was|been)\ told\b | \btells\ (?:of|more)\b
        | \blies\b | \blie\ (?:under|in|at|behind|outside)\b
        | \bfound\ out\b(?!\ of)
        | \btaken\ up\ again\b | \bgo(?:es)?\ on\b
        | \bmistakes?\b | \bmends?\b
        | \bis\ content\b
        | \bwho\ runs\b | \bwhoever\b
        | \bleast\ (?:bytes|records)\b | \blongest\ name\b
        | \bdifferent\ is\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Habit();
}
