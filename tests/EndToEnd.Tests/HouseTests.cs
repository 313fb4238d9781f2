using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pipeline.EndToEnd.Tests;

/// <summary>Holds the picture of the house: which project knows which, and which room of Core uses which.</summary>
public sealed partial class HouseTests
{
    /// <summary>The rooms of Core from the ground up: each may use those before it.</summary>
    private static readonly string[] Rooms =
        ["Jobs", "Datasets", "Splitting", "Manifests", "Reading", "Merging", "Operations", "Steps", "Api"];

    private static readonly string House = FindHouse();

    [Theory]
    [InlineData("functions/Core/Pipeline.Core.csproj")]
    [InlineData("functions/Aws/Pipeline.Aws.csproj", "Pipeline.Core")]
    [InlineData("functions/Splitter/Pipeline.Splitter.csproj", "Pipeline.Aws")]
    [InlineData("functions/Worker/Pipeline.Worker.csproj", "Pipeline.Aws")]
    [InlineData("functions/Aggregator/Pipeline.Aggregator.csproj", "Pipeline.Aws")]
    [InlineData("functions/Jobs/Pipeline.Api.csproj", "Pipeline.Aws")]
    [InlineData("functions/Contracts/AWSSDK.StepFunctions/AWSSDK.StepFunctions.csproj")]
    [InlineData("functions/Contracts/Amazon.Lambda.Core/Amazon.Lambda.Core.csproj")]
    [InlineData("functions/Contracts/Amazon.Lambda.TestUtilities/Amazon.Lambda.TestUtilities.csproj", "Amazon.Lambda.Core")]
    [InlineData("functions/Local/Pipeline.Local.csproj", "Pipeline.Core")]
    [InlineData("tests/Benchmarks/Pipeline.Benchmarks.csproj", "Pipeline.Local", "Pipeline.Worker")]
    [InlineData("tests/Core.Tests/Pipeline.Core.Tests.csproj", "Pipeline.Core")]
    [InlineData("tests/EndToEnd.Tests/Pipeline.EndToEnd.Tests.csproj", "Pipeline.Local")]
    public void A_project_references_those_below_it_and_no_other(string project, params string[] expected)
    {
        var references = XDocument.Load(Path.Combine(House, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Equal(expected, references);
    }

    [Fact]
    public void Every_project_of_the_house_is_known_here()
    {
        var projects = Directory.GetFiles(House, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "AWSSDK.StepFunctions", "Amazon.Lambda.Core", "Amazon.Lambda.TestUtilities",
                "Pipeline.Aggregator", "Pipeline.Api", "Pipeline.Aws", "Pipeline.Benchmarks", "Pipeline.Core", "Pipeline.Core.Tests", "Pipeline.EndToEnd.Tests",
                "Pipeline.Functions.Tests", "Pipeline.Local", "Pipeline.Splitter", "Pipeline.Worker",
            ],
            projects);
    }

    [Fact]
    public void Core_has_the_rooms_that_are_known_here_and_nothing_beside_them()
    {
        var core = Path.Combine(House, "functions", "Core");
        Assert.Equal(
            Rooms.Order(StringComparer.Ordinal),
            Directory.GetDirectories(core)
                .Where(path => Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Any())
                .Select(path => Path.GetFileName(path))
                .Except(["bin", "obj"])
                .Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(core, "*.cs"));
    }

    [Fact]
    public void No_room_of_Core_uses_one_above_it()
    {
        var upward = new List<string>();
        foreach (var (room, file, code) in SourcesOfCore())
        {
            var height = Array.IndexOf(Rooms, room);
            foreach (Match name in NameOfRoom().Matches(code))
            {
                if (Array.IndexOf(Rooms, name.Groups[1].Value) > height)
                    upward.Add($"{file} ({room}) uses {name.Groups[1].Value}");
            }
        }
        Assert.Empty(upward);
    }

    [Fact]
    public void A_file_of_Core_is_in_the_namespace_of_its_folder()
    {
        Assert.All(SourcesOfCore(), source =>
        {
            var folder = Path.GetDirectoryName(source.File)!.Replace('\\', '.').Replace('/', '.');
            Assert.Equal($"Pipeline.Core.{folder}", Namespace().Match(source.Code).Groups[1].Value);
        });
    }

    [Fact]
    public void Core_knows_no_console_no_clock_but_the_one_given_and_no_cloud()
    {
        var found = SourcesOfCore().SelectMany(source => Forbidden().Matches(source.Code).Select(match => $"{source.File}: {match.Value}"));
        Assert.Empty(found);
    }

    private static IEnumerable<(string Room, string File, string Code)> SourcesOfCore()
    {
        var core = Path.Combine(House, "functions", "Core");
        return Rooms.SelectMany(room => Directory.GetFiles(Path.Combine(core, room), "*.cs", SearchOption.AllDirectories)
            .Select(path => (room, Path.GetRelativePath(core, path), Comment().Replace(File.ReadAllText(path), ""))));
    }

    private static string FindHouse()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No Pipeline.sln above {AppContext.BaseDirectory}: run these tests from the repository.");
    }

    /// <summary>A room by its namespace, whole (<c>Pipeline.Core.Jobs</c>) or from within Core (<c>Jobs.JobId</c>).</summary>
    [GeneratedRegex(@"(?:\bPipeline\.Core\.|(?<![\w.]))(Jobs|Datasets|Splitting|Manifests|Reading|Merging|Operations|Steps|Api)(?=[.;])")]
    private static partial Regex NameOfRoom();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bConsole\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\b|\bEnvironment\.TickCount|\bAmazon\b")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();
}
