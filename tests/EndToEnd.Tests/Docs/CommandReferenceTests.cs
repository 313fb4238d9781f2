using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.Local.Demo;
using Pipeline.Local.Output;
using Pipeline.TestKit;
using Pipeline.TestKit.Guides;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Docs;

/// <summary>What the guides say about requests, commands and settings is what the code does.</summary>
public sealed partial class ReadmeTests
{
    private static readonly Guide FrontPage = Guide.Read("README.md");
    private static readonly Guide Command = Guide.Read("functions/Local/README.md");
    private static readonly Guide Aws = Guide.Read("functions/Aws/README.md");
    private static readonly Guide Query = Guide.Read("functions/Operations/Query/README.md");
    private static readonly Guide Train = Guide.Read("functions/Operations/Train/README.md");
    private static readonly Guide Evaluate = Guide.Read("functions/Operations/Evaluate/README.md");

    [Fact]
    public void The_two_commands_stand_at_the_top()
    {
        Assert.Equal("dotnet run -c Release --project functions/Local -- demo\ndotnet test\n", FrontPage.Example("sh"));
        Assert.True(File.Exists(RepositoryFiles.Path("functions/Local/Pipeline.Local.csproj")));
        Assert.Contains("dotnet test", RepositoryFiles.Read(".ci/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_request_with_every_field_is_one_and_has_every_field()
    {
        var request = JobRequestReader.Read(Command.Example("json"));

        using var written = JsonDocument.Parse(JobRequestWriter.Write(request));
        var fields = written.RootElement.EnumerateObject().SelectMany(field => field.Name == "format"
            ? field.Value.EnumerateObject().Select(inner => $"format.{inner.Name}")
            : [field.Name]).Order(StringComparer.Ordinal);
        Assert.Equal(RequestRows().Select(row => row.Field).Order(StringComparer.Ordinal), fields);
        Assert.Null(
            typeof(JobRequest)
                .GetProperties()
                .Concat(typeof(FormatRequest).GetProperties())
                .Where(property => property.CanWrite)
                .FirstOrDefault(property =>
                    property.GetValue(property.DeclaringType == typeof(JobRequest) ? request : request.Format) is null)
        );
    }

    [Fact]
    public async Task The_flags_of_the_request_are_those_of_the_commands()
    {
        foreach (var command in (string[])["run", "plan"])
        {
            var help = (await PipelineProgram.RunAsync(command, "--help")).Output;
            Assert.All(RequestRows().SelectMany(row => row.Flags), flag =>
                Assert.Contains($"  {flag}", help, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_defaults_are_those_of_the_code()
    {
        var request = JobRequestReader.Read("""{"dataset": "x", "operation": {"type": "query", "sql": "x"}}""");
        var defaults = RequestRows().ToDictionary(row => row.Field, row => row.Default);

        Assert.Equal($"`{EnumNames.Of(request.OnBadRecord)}`", defaults["onBadRecord"]);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"`{request.TolerateFailedBlocks}`"),
            defaults["tolerateFailedBlocks"]);
        Assert.Equal($"`{EnumNames.Of(request.Output)}`", defaults["output"]);
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{BlockSizing.BlocksPerWorker} blocks for each worker, {BlockSizing.Min >> 20} MiB to "
                    + $"{BlockSizing.Max >> 20} MiB"),
            defaults["blockSize"]);
        Assert.Contains(
            $"At most {Humanize.Count(BlockSizing.MaxBlocks)} blocks a job.",
            Command.Text,
            StringComparison.Ordinal);
        Assert.Contains(
            $"at most {Humanize.Count(ResultPreview.MaxRows)} rows and {ResultPreview.MaxBytes / 1024} KiB",
            Command.Text,
            StringComparison.Ordinal);
        Assert.Contains(
            $"{Humanize.Count(Measurements.DefaultRows)} weather measurements",
            FrontPage.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_query_shown_runs()
    {
        using var root = new CommandRoot();
        root.Write("w.csv", "station,t\n" + string.Concat(Enumerable.Range(0, 24).Select(n => $"S{n % 2},{n}.5\n")));

        var end = await root.RunAsync("run", "--dataset", "w.csv", "--sql", Query.Example("sql"), "--job", "j");

        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("station,n,mean\nS1,12,12.5\nS0,12,11.5\n", root.Read("jobs/j/result.csv"));
    }

    [Fact]
    public async Task The_request_with_dates_shown_runs_and_can_be_scheduled()
    {
        using var root = new CommandRoot();
        root.Write("sales/2026-11-25/a.csv", "shop,price\nBonn,1.25\nUlm,2\nBonn,3.5\n");
        var request = root.Write("nightly.json", Command.Example("json", under: "### Dates in names"));
        const string Time = "--scheduled-time 2026-11-26T03:00:00Z";
        Assert.Contains(Time, Command.Section("### Dates in names"), StringComparison.Ordinal);

        var end = await root.RunAsync(["run", request, "--job", "j", .. Time.Split(' ')]);
        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("shop,total\nBonn,4.75\nUlm,2\n", root.Read("jobs/j/result.csv"));

        var command = Aws.Example("sh", under: "## Schedule jobs").Split(" > ")[0]
            .Replace("nightly.json", request, StringComparison.Ordinal)
            .Replace(
                "STATE-MACHINE",
                "arn:aws:states:eu-central-1:123456789012:stateMachine:pipeline",
                StringComparison.Ordinal)
            .Replace("ROLE", "arn:aws:iam::123456789012:role/schedule", StringComparison.Ordinal)
            .Replace("QUEUE", "arn:aws:sqs:eu-central-1:123456789012:letters", StringComparison.Ordinal);
        var words = Words().Matches(command).Select(word => word.Value.Trim('"')).Where(word => word != "\\").ToList();
        Assert.Equal("pipeline", words[0]);
        end = await PipelineProgram.RunAsync([.. words.Skip(1)]);
        Assert.True(end.ExitCode == 0, end.Errors);
        var input = CommandRoot.Json(end).GetProperty("Target").GetProperty("Input").GetString()!;
        var shown = Aws.CodeSpans.Single(code => code.StartsWith("\"scheduledTime\"", StringComparison.Ordinal));
        Assert.Contains(
            shown.Replace(": ", ":", StringComparison.Ordinal),
            JsonElement.Parse(input).GetProperty("Input").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_training_shown_runs_and_leaves_the_files_shown()
    {
        using var root = new CommandRoot();
        root.Write(
            "sales/2026-11-01.csv",
            "price,area,town,note\n"
                + string.Concat(Enumerable.Range(0, 200).Select(n => $"{n * 31 % 97 + n},{n},T{n % 3},x\n")));
        var request = root.Write("train.json", Train.Example("json"));

        var end = await root.RunAsync("run", request, "--job", "j");

        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal("j\n", root.Read("models/price/latest"));
        foreach (var path in Train.CodeSpans.Where(code =>
                code.StartsWith("models/price/<version>/", StringComparison.Ordinal)))
            Assert.NotEmpty(root.Read(path.Replace("<version>", "j", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_evaluation_shown_runs()
    {
        using var root = new CommandRoot();
        foreach (var month in (int[])[11, 12])
            root.Write(
                $"sales/2026-{month}-01.csv",
                "price,area,town,note\n"
                    + string.Concat(Enumerable.Range(0, 200).Select(n => $"{n * 31 % 97 + n},{n},T{n % 3},x\n")));
        var training = await root.RunAsync("run", root.Write("train.json", Train.Example("json")));
        Assert.True(training.ExitCode == 0, training.Errors);

        var end = await root.RunAsync("run", root.Write("evaluate.json", Evaluate.Example("json")), "--job", "j");

        Assert.True(end.ExitCode == 0, end.Errors);
        Assert.Equal(201, root.Read("jobs/j/predictions.csv").Count(letter => letter == '\n'));
        Assert.Contains(" per core", (await root.RunAsync("show", "j")).Output, StringComparison.Ordinal);
        var result = JsonElement.Parse(root.Read("jobs/j/result.json"));
        Assert.Equal(
            (200, 3),
            (result.GetProperty("records").GetInt32(), result.GetProperty("groups").GetArrayLength()));
    }

    [Fact]
    public async Task The_settings_of_an_evaluation_are_those_of_the_code()
    {
        using var root = new CommandRoot();
        root.Write("d.csv", "price,area\n1,2\n");
        var request = root.Write(
            "evaluate.json",
            """{ "dataset": "d.csv", "operation": { "type": "evaluate", "?": 0 } }""");

        var end = await root.RunAsync("run", request);

        Assert.Contains("Expected one of type, ", end.Errors, StringComparison.Ordinal);
        var known = end.Errors[end.Errors.IndexOf("Expected one of type, ", StringComparison.Ordinal)..]
            .Split('\n')[0]["Expected one of type, ".Length..]
            .Trim()
            .TrimEnd('.')
            .Split(", ");
        Assert.Equal(known.Order(StringComparer.Ordinal), Settings(Evaluate).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_settings_of_a_training_are_those_of_the_code()
    {
        using var root = new CommandRoot();
        root.Write("d.csv", "price,area\n1,2\n");
        var request = root.Write(
            "train.json",
            """{ "dataset": "d.csv", "operation": { "type": "train", "model": "m", "kind": "linear", "label":"""
                + """ "price", "?": 0 } }""");

        var end = await root.RunAsync("run", request);

        Assert.Contains(
            $"Expected one of type, {string.Join(", ", Settings(Train))}.",
            end.Errors,
            StringComparison.Ordinal);
    }

    /// <summary>The names in a guide's table of settings.</summary>
    private static IEnumerable<string> Settings(Guide guide) =>
        guide.Table("| setting |").Select(cells => cells[0].Trim('`'));

    private static IEnumerable<(string Field, IEnumerable<string> Flags, string Default)> RequestRows() =>
        Command.Table("| field | flag |").Select(cells => (
            cells[0].Trim('`'),
            cells[1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(flag => flag.Trim('`')),
            cells[2]));

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();
}
