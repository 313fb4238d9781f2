using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.TestKit;
using Pipeline.TestKit.Guides;
using Pipeline.TestKit.Jobs;
using Pipeline.TestKit.Skipping;

namespace Pipeline.EndToEnd.Tests.Docs;

/// <summary>
/// Follows each guide as a reader would, in an empty folder: executes its shell examples and compares what they print,
/// saves and tries its requests, and runs its SQL.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class DocsTests
{
    private static readonly string[] Diagrams = ["flowchart", "stateDiagram-v2"];

    public static TheoryData<string> Guides =>
        [
            .. Guide
                .All()
                .Where(guide => guide.Examples.Count > 0 && !guide.Path.Contains("/results/", StringComparison.Ordinal))
                .Select(guide => guide.Path),
        ];

    [OnUnixTheory]
    [MemberData(nameof(Guides))]
    public async Task Examples_work(string path)
    {
        var guide = Guide.Read(path);
        using var shell = new GuideShell();
        ReadersFiles.Write(guide, shell.Path);
        var printed = new ProgramEnd(0, "", "");
        foreach (var example in guide.Examples)
        {
            var at = $"{path}, line {example.Line}";
            switch (example.Language)
            {
                case "sh":
                    printed = await shell.RunAsync(example.Text);
                    Assert.True(printed.ExitCode == 0, $"{at} ended with {printed.ExitCode}: {printed.Errors}");
                    break;
                case "text":
                    Assert.True(
                        $"\n{Trim(printed.Output)}".EndsWith($"\n{Trim(example.Text)}", StringComparison.Ordinal),
                        $"{at} is not what is printed:\n{printed.Output}");
                    break;
                case "json":
                    await TryAsync(guide, example, shell, at);
                    break;
                case "sql":
                    var dataset = Dataset().Match(guide.Text).Groups[1].Value;
                    await shell.PipelineAsync(at, "run", "--dataset", dataset, "--sql", example.Text);
                    break;
                case "csharp":
                    Assert.True(
                        RepositoryFiles
                            .All("*.cs")
                            .Any(file => RepositoryFiles.Read(file).Contains(example.Text, StringComparison.Ordinal)),
                        $"{at} is not the code of any file.");
                    break;
                default:
                    Assert.True(example.Language == "mermaid", $"{at} is in {example.Language}, which nothing tests.");
                    Assert.Contains(example.Text.Split([' ', '\n'])[0], Diagrams);
                    break;
            }
        }
    }

    /// <summary>Saves a request, and runs it unless the guide itself does.</summary>
    private static async Task TryAsync(Guide guide, GuideExample example, GuideShell shell, string at)
    {
        using var document = JsonDocument.Parse(example.Text);
        if (!document.RootElement.TryGetProperty("dataset", out _)
            || !document.RootElement.TryGetProperty("operation", out _))
            return;
        var name = example.FileName(".json");
        await File.WriteAllTextAsync(Path.Combine(shell.Path, name), example.Text);
        if (guide.Text.Contains($"pipeline run {name}", StringComparison.Ordinal)) return;
        await shell.PipelineAsync(at, ["run", name, "--allow-run", "--scheduled-time", ReadersFiles.ScheduledTime]);
    }

    /// <summary>Editors remove spaces at the end of a line; tables in the terminal have some.</summary>
    private static string Trim(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => line.TrimEnd()));

    [GeneratedRegex("--dataset \"?([^\" ]+)")]
    private static partial Regex Dataset();
}
