using Pipeline.TestKit.Jobs;

namespace Pipeline.Local.Tests.Commands;

/// <summary>What is wrong before a job begins: exit code 2, one line for each error, and nothing written.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Sql = "SELECT COUNT(*) FROM dataset";

    private readonly CommandRoot _root = new();

    public UsageTests() => _root.Write("d.csv", "name,x\na,1\n");

    public void Dispose() => _root.Dispose();

    public static TheoryData<string, string[]> ValidationErrors { get; } =
        new()
        {
            { "Unknown option --datset. Did you mean --dataset?", ["run", "--datset", "d.csv", "--sql", Sql] },
            { "Unknown command runn. Did you mean \"run\"?", ["runn"] },
            {
                "--header and --no-header cannot be combined.",
                ["run", "--dataset", "d.csv", "--sql", Sql, "--header", "--no-header"]
            },
            {
                "--workers: expected a whole number, at least 1; found \"none\".",
                ["run", "--dataset", "d.csv", "--sql", Sql, "--workers", "none"]
            },
            { "dataset: This field is required", ["run", "--sql", Sql] },
            { "blockSize: Expected", ["plan", "--dataset", "d.csv", "--sql", Sql, "--block-size", "64Mio"] },
            {
                "tolerateFailedBlocks: Expected",
                ["run", "--dataset", "d.csv", "--sql", Sql, "--tolerate-failed-blocks", "some"]
            },
            { "format.types: Expected names and kinds", ["run", "--dataset", "d.csv", "--sql", Sql, "--types", "x"] },
            { "jobId: Expected", ["run", "--dataset", "d.csv", "--sql", Sql, "--job", "a/b"] },
            { "operation.sql: ", ["run", "--dataset", "d.csv", "--sql", "SELECT nothing FROM dataset"] },
            { "matches \"e.csv\"", ["run", "--dataset", "e.csv", "--sql", Sql] },
            { "Could not find file", ["run", "nowhere.json"] },
            { "Job nothing was not found", ["show", "nothing"] },
        };

    [Theory]
    [MemberData(nameof(ValidationErrors))]
    public async Task A_mistake_is_told_and_nothing_is_written(string message, string[] arguments)
    {
        var end = await _root.RunAsync(arguments);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("error: ", end.Errors, StringComparison.Ordinal);
        Assert.Contains(message, end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Errors, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.Equal(["d.csv"], _root.Names());
    }

    [Theory]
    [MemberData(nameof(ValidationErrors))]
    public async Task For_machines_a_mistake_is_one_document_too(string message, string[] arguments)
    {
        var end = await _root.RunAsync([.. arguments, "--json"]);

        Assert.Equal(2, end.ExitCode);
        var answer = CommandRoot.Json(end);
        Assert.Equal("failed", answer.GetProperty("state").GetString());
        Assert.Contains(message, answer.GetProperty("cause").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_of_a_request_has_its_line()
    {
        var request = _root.Write(
            "request.json",
            """{"dataset": [], "operation": {"type": "query", "sql": "x"}, "ouput": "csv", "onBadRecord": "stop"}""");

        var end = await _root.RunAsync("run", request);

        Assert.Equal(2, end.ExitCode);
        Assert.Equal(
            """
            error: dataset: Expected a path or glob under the data root, or an array of them; found an empty array.
            error: onBadRecord: Expected one of "fail", "skip"; found the text "stop".
            error: ouput: Unknown field. Did you mean "output"?
            error: operation.sql: unexpected name x, expected SELECT (line 1, column 1)
              x
              ^

            """, end.Errors);
    }

    [Fact]
    public async Task A_root_that_is_none_is_the_places_fault()
    {
        var end = await PipelineProgram.RunAsync(
            "run",
            "--dataset",
            "d.csv",
            "--sql",
            Sql,
            "--root",
            Path.Combine(_root.Path, "nowhere"));

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("is not a folder", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_stands_for_one_request()
    {
        Assert.Equal(0, (await _root.RunAsync("run", "--dataset", "d.csv", "--sql", Sql, "--job", "j")).ExitCode);

        var end = await _root.RunAsync("run", "--dataset", "d.csv", "--sql", "SELECT name FROM dataset", "--job", "j");

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("Job j already exists with another request", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("show")]
    [InlineData("jobs")]
    [InlineData("schedule")]
    [InlineData("demo")]
    public async Task Each_command_has_help_with_examples(string command)
    {
        var end = await PipelineProgram.RunAsync(command, "--help");

        Assert.Equal(0, end.ExitCode);
        Assert.Contains(
            $"\n  pipeline {command}",
            end.Output[end.Output.IndexOf("Examples:", StringComparison.Ordinal)..],
            StringComparison.Ordinal);
    }
}
