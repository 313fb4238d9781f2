using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.TestKit;
using Pipeline.TestKit.Guides;

namespace Pipeline.EndToEnd.Tests.Docs;

/// <summary>What the guides point to and name exists.</summary>
public sealed partial class LinkTests
{
    /// <summary>A front page that is longer is not read.</summary>
    private const int MaxLines = 200;

    public static TheoryData<string> Guides => [.. Guide.All().Select(guide => guide.Path)];

    [Fact]
    public void The_front_page_is_short() =>
        Assert.InRange(RepositoryFiles.Read("README.md").Count(letter => letter == '\n'), 1, MaxLines);

    [Theory]
    [MemberData(nameof(Guides))]
    public void Links_lead_to_files_and_headings_that_exist(string path)
    {
        var guide = Guide.Read(path);
        Assert.All(guide.Links, link =>
        {
            var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
            var target = file.Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, file);
            Assert.True(Path.Exists(RepositoryFiles.Path(target)), $"{path}: {link} leads to no file.");
            if (anchor.Length > 0)
            {
                var relative = Path.GetRelativePath(
                    RepositoryFiles.Root,
                    Path.GetFullPath(RepositoryFiles.Path(target)));
                Assert.True(Guide.Read(relative).Anchors.Contains(anchor), $"{path}: {link} leads to no heading.");
            }
        });
    }

    [Fact]
    public void Every_guide_is_reached_from_the_front_page()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "README.md" };
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var path))
        {
            foreach (var link in Guide
                    .Read(path)
                    .Links.Select(link => link.Split('#')[0])
                    .Where(link => link.EndsWith(".md", StringComparison.Ordinal)))
            {
                var full = Path.GetFullPath(Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(path)!, link));
                var target = Path.GetRelativePath(RepositoryFiles.Root, full).Replace('\\', '/');
                if (reached.Add(target)) next.Enqueue(target);
            }
        }
        Assert.Empty(RepositoryFiles.All("README.md").Except(reached, StringComparer.Ordinal));
    }

    /// <summary>Types, members, parameters and outputs are in backticks: each must occur in the sources.</summary>
    [Fact]
    public void Names_of_the_code_occur_in_the_code()
    {
        string[] patterns = ["*.cs", "*.csproj", "*.targets", "*.yaml", "*.sh", "pipeline.asl.json"];
        var words = patterns.SelectMany(RepositoryFiles.All)
            .SelectMany(file => Words().Matches(RepositoryFiles.Read(file)).Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);
        var unknown = Guide.All().SelectMany(guide => guide.CodeSpans
            .SelectMany(span => Words().Matches(span))
            .Where(word => Compound().IsMatch(word.Value) && !words.Contains(word.Value))
            .Select(word => $"{guide.Path}: {word.Value}"));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_state_is_explained()
    {
        var guide = RepositoryFiles.Read("statemachine/README.md");
        using var definition = JsonDocument.Parse(RepositoryFiles.Read("statemachine/pipeline.asl.json"));
        Assert.All(States(definition.RootElement), state => Assert.Contains(state, guide, StringComparison.Ordinal));
    }

    /// <summary>Between the dots of a message, which are its values, are texts of the code.</summary>
    [Fact]
    public void Error_messages_are_those_of_the_code()
    {
        const int MinLength = 8;
        var code = string.Concat(
            RepositoryFiles
                .All("*.cs")
                .Where(file => file.StartsWith("functions/", StringComparison.Ordinal))
                .Select(file => BrokenText().Replace(RepositoryFiles.Read(file), "")));
        var texts = Guide
            .Read("functions/Local/README.md")
            .Table("| message |")
            .SelectMany(cells => cells[0].Split('`').Where((_, index) => index % 2 == 1))
            .SelectMany(message => message.Split('…', StringSplitOptions.TrimEntries))
            .Where(text => text.Length >= MinLength && !text.Contains('.', StringComparison.Ordinal));
        Assert.All(texts, text =>
            Assert.True(code.Contains(text, StringComparison.Ordinal), $"No message says \"{text}\"."));
    }

    /// <summary>Names of states, those inside of Maps too.</summary>
    private static IEnumerable<string> States(JsonElement machine) => machine.GetProperty("States").EnumerateObject()
        .SelectMany(state => (string[])[
            state.Name, .. state.Value.TryGetProperty("ItemProcessor", out var inner) ? States(inner) : []]);

    /// <summary>Where a text is broken over two lines of code.</summary>
    [GeneratedRegex("""
        "\s*\+ \$?"
        """)]
    private static partial Regex BrokenText();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^I?([A-Z][a-z]+){2,}$")]
    private static partial Regex Compound();
}
