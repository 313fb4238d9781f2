using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pipeline.TestKit;

namespace Pipeline.EndToEnd.Tests.Architecture;

/// <summary>Enforces the rules of functions/README.md, and checks that each rule finds a planted violation.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Each project, and those it references.</summary>
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["functions/Core/Pipeline.Core.csproj"] = [],
        ["functions/Operations/Pipeline.Operations.csproj"] = ["Pipeline.Core"],
        ["functions/Aws/Pipeline.Aws.csproj"] = ["Pipeline.Operations"],
        ["functions/Splitter/Pipeline.Splitter.csproj"] = ["Pipeline.Aws"],
        ["functions/Worker/Pipeline.Worker.csproj"] = ["Pipeline.Aws"],
        ["functions/Aggregator/Pipeline.Aggregator.csproj"] = ["Pipeline.Aws"],
        ["functions/Jobs/Pipeline.Api.csproj"] = ["Pipeline.Aws"],
        ["functions/Server/Pipeline.Server.csproj"] = ["Pipeline.Core"],
        ["functions/Local/Pipeline.Local.csproj"] = ["Pipeline.Operations", "Pipeline.Server"],
        ["functions/Contracts/AWSSDK.StepFunctions/AWSSDK.StepFunctions.csproj"] = [],
        ["functions/Contracts/Amazon.Lambda.Core/Amazon.Lambda.Core.csproj"] = [],
        ["functions/Contracts/Amazon.Lambda.TestUtilities/Amazon.Lambda.TestUtilities.csproj"] = ["Amazon.Lambda.Core"],
        ["tests/Benchmarks/Pipeline.Benchmarks.csproj"] = ["Pipeline.Local", "Pipeline.Worker"],
        ["tests/Core.Tests/Pipeline.Core.Tests.csproj"] = ["Pipeline.TestKit"],
        ["tests/EndToEnd.Tests/Pipeline.EndToEnd.Tests.csproj"] = ["Pipeline.TestKit"],
        ["tests/Functions.Tests/Pipeline.Functions.Tests.csproj"] =
        [
            "Pipeline.Aggregator", "Pipeline.Aws", "Pipeline.Api",
            "Pipeline.Splitter", "Pipeline.Worker", "Pipeline.TestKit",
        ],
        ["tests/Local.Tests/Pipeline.Local.Tests.csproj"] = ["Pipeline.TestKit"],
        ["tests/Operations.Tests/Pipeline.Operations.Tests.csproj"] = ["Pipeline.TestKit"],
        ["tests/TestKit/Pipeline.TestKit.csproj"] = ["Pipeline.Local"],
    };

    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.ReadFunctions();

    [Fact]
    public void A_project_references_only_what_it_should()
    {
        var found = RepositoryFiles.All("*.csproj")
            .Select(path => $"{path}: {string.Join(", ", References(path))}");
        var expected = Projects.OrderBy(project => project.Key, StringComparer.Ordinal)
            .Select(project => $"{project.Key}: {string.Join(", ", project.Value)}");
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Only_what_evaluates_carries_ONNX_Runtime() =>
        Assert.Equal(
            ["functions/Local/Pipeline.Local.csproj", "functions/Worker/Pipeline.Worker.csproj"],
            Projects.Keys.Where(path => path.StartsWith("functions", StringComparison.Ordinal))
                .Where(path => Items(path, "PackageReference").Contains("Microsoft.ML.OnnxRuntime"))
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_file_of_Core_is_in_a_room() => Assert.Empty(ArchitectureRules.FilesOutsideRooms(Files));

    [Fact]
    public void A_namespace_is_that_of_its_folder() => Assert.Empty(ArchitectureRules.WrongNamespaces(Files));

    [Fact]
    public void No_room_of_Core_uses_one_above_it() => Assert.Empty(ArchitectureRules.UpwardUses(Files));

    [Fact]
    public void No_room_and_no_operation_has_a_cycle_inside() => Assert.Empty(ArchitectureRules.Cycles(Files));

    [Fact]
    public void No_operation_knows_another_and_only_the_registry_names_one() =>
        Assert.Empty(ArchitectureRules.UsesOfOperations(Files));

    [Fact]
    public void Core_has_no_console_no_cloud_and_no_clock_of_its_own() =>
        Assert.Empty(ArchitectureRules.ForbiddenInCore(Files));

    [Fact]
    public void No_line_is_longer_than_120_characters() =>
        Assert.Empty(ArchitectureRules.LongLines(SourceFile.ReadAll()));

    [Fact]
    public void No_file_is_longer_than_250_lines() => Assert.Empty(ArchitectureRules.LongFiles(SourceFile.ReadAll()));

    [Fact]
    public void A_long_line_and_a_long_file_are_found()
    {
        var file = new SourceFile("functions/Core/Thing.cs", $"{new string('x', 121)}{new string('\n', 251)}");
        Assert.Equal(
            "functions/Core/Thing.cs, line 1, has 121 characters, expected at most 120.",
            Assert.Single(ArchitectureRules.LongLines([file])));
        Assert.Equal(
            "functions/Core/Thing.cs has 251 lines, expected at most 250.",
            Assert.Single(ArchitectureRules.LongFiles([file])));
    }

    [Fact]
    public void The_guide_of_Core_lists_its_rooms_from_the_top_down()
    {
        var rooms = RoomRow().Matches(RepositoryFiles.Read("functions/Core/README.md"));
        Assert.Equal(ArchitectureRules.Rooms.Reverse(), rooms.Select(match => match.Groups[1].Value));
    }

    [Theory]
    [InlineData("functions/Core/Thing.cs", "namespace Pipeline.Core;\npublic class Thing;", "is not in a room")]
    [InlineData(
        "functions/Core/Texts/Thing.cs",
        "namespace Pipeline.Core.Numbers;\npublic class Thing;",
        "is in the namespace")]
    [InlineData(
        "functions/Core/Errors/Thing.cs",
        "using Pipeline.Core.Steps;\nnamespace Pipeline.Core.Errors;\npublic class Thing(SplitStep step);",
        "uses SplitStep of Steps, which is above Errors")]
    [InlineData(
        "functions/Core/Errors/Thing.cs",
        "namespace Pipeline.Core.Errors;\npublic class Thing(Steps.SplitStep step);",
        "uses Steps, which is above Errors")]
    [InlineData(
        "functions/Core/Reading/Bytes/Thing.cs",
        "using Pipeline.Core.Reading.Ranges;\nnamespace Pipeline.Core.Reading.Bytes;\n"
        + "public class Thing(RangeReader reader);",
        "uses itself through other folders of Core/Reading")]
    [InlineData(
        "functions/Operations/Profile/Thing.cs",
        "using Pipeline.Operations.Query;\nnamespace Pipeline.Operations.Profile;\n"
        + "public class Thing(QueryOperation query);",
        "uses QueryOperation of the operation Query")]
    [InlineData(
        "functions/Local/Thing.cs",
        "namespace Pipeline.Local;\npublic class Thing(Operations.Profile.ProfileOperation profile);",
        "uses the operation Profile")]
    [InlineData(
        "functions/Local/Thing.cs",
        "using Pipeline.Operations.Profile;\nnamespace Pipeline.Local;\npublic class Thing(ProfileOperation profile);",
        "uses ProfileOperation of the operation Profile")]
    [InlineData(
        "functions/Core/Steps/Thing.cs",
        "namespace Pipeline.Core.Steps;\npublic class Thing { void Now() => Console.WriteLine(DateTime.UtcNow); }",
        "uses DateTime.UtcNow")]
    public void A_planted_violation_is_found(string path, string code, string message)
    {
        IReadOnlyList<SourceFile> files = [.. Files, new SourceFile(path, code)];
        IEnumerable<string> found =
        [
            .. ArchitectureRules.FilesOutsideRooms(files), .. ArchitectureRules.WrongNamespaces(files),
            .. ArchitectureRules.UpwardUses(files), .. ArchitectureRules.Cycles(files),
            .. ArchitectureRules.UsesOfOperations(files), .. ArchitectureRules.ForbiddenInCore(files),
        ];
        Assert.Contains(found, violation => violation.Contains(message, StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(string project) =>
        Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument
            .Parse(RepositoryFiles.Read(project))
            .Descendants(kind)
            .Select(item => item.Attribute("Include")!.Value);

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex RoomRow();
}
