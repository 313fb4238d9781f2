using Pipeline.Core.Errors;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>
/// What is wrong with the settings, or with the program that they name, is reported before anything is written.
/// </summary>
public sealed class RefusedProgramTests : IDisposable
{
    private readonly RunHarness _run = new RunHarness().Tool("ok", "#!/bin/sh\n");

    public RefusedProgramTests()
    {
        _run.Jobs.Write("data.csv", RunHarness.Csv)
            .Write("tools/text", "x")
            .Write("evil", "x")
            .Write("tools/folder/x", "x");
        File.CreateSymbolicLink(_run.Jobs.Path("tools/link"), "../evil");
        File.CreateSymbolicLink(_run.Jobs.Path("tools/out"), "/bin/sh");
    }

    public void Dispose() => _run.Dispose();

    public static TheoryData<string, string, string> ValidationErrors { get; } =
        new()
        {
            { "", "operation.program", "This field is required: the path of a program under tools/" },
            { """ "program": 7 """, "operation.program", "the number 7" },
            { """ "program": "tools/nothing" """, "operation.program", "does not exist. Put the program into tools/" },
            { """ "program": "tools/text" """, "operation.program", "is not executable. Run chmod +x tools/text" },
            { """ "program": "tools/folder" """, "operation.program", "is a folder" },
            {
                """ "program": "evil" """,
                "operation.program",
                "is not under tools/ in the data root. Programs run only from there: put it there, and name it "
                    + "\"tools/evil\"."
            },
            { """ "program": "tools/link" """, "operation.program", "is not under tools/" },
            { """ "program": "tools/out" """, "operation.program", "outside the data root" },
            { """ "program": "tools/../evil" """, "operation.program", "contains \"..\"" },
            { """ "program": "/bin/sh" """, "operation.program", "is an absolute path" },
            { """ "program": "tools/ok", "arguments": "-l" """, "operation.arguments", "Expected an array of texts" },
            { """ "program": "tools/ok", "arguments": ["a", 1] """, "operation.arguments[1]", "the number 1" },
            { """ "program": "tools/ok", "arguments": ["\u0000"] """, "operation.arguments[0]", "NUL" },
            {
                """ "program": "tools/ok", "merge": "sum" """,
                "operation.merge",
                "Expected \"concatenate\", or an object"
            },
            {
                """ "program": "tools/ok", "merge": { "program": "tools/nothing" } """,
                "operation.merge.program",
                "does not exist"
            },
            {
                """ "program": "tools/ok", "merge": { "program": "tools/ok", "argument": [] } """,
                "operation.merge.argument",
                "Did you mean \"arguments\"?"
            },
            { """ "program": "tools/ok", "timeLimit": 0 """, "operation.timeLimit", "a whole number from 1 to 86400" },
            { """ "program": "tools/ok", "memoryLimit": "much" """, "operation.memoryLimit", "found \"much\"" },
            { """ "program": "tools/ok", "outputLimit": 0 """, "operation.outputLimit", "at least 1" },
            {
                """ "program": "tools/ok", "environment": { "A B": "x" } """,
                "operation.environment.A B",
                "letters, digits and underscores"
            },
            {
                """ "program": "tools/ok", "environment": { "PIPELINE_JOB": "x" } """,
                "operation.environment.PIPELINE_JOB",
                "Choose another"
            },
            { """ "program": "tools/ok", "environment": { "A": 1 } """, "operation.environment.A", "the number 1" },
            { """ "program": "tools/ok", "timelimit": 5 """, "operation.timelimit", "Did you mean \"timeLimit\"?" },
        };

    [Theory]
    [MemberData(nameof(ValidationErrors))]
    public async Task A_mistake_is_told_by_its_field(string settings, string field, string message)
    {
        var error = await _run.Jobs.FailAsync<InvalidRequestException>(
            RunHarness.Request(settings.Length == 0 ? "\"x\": 1" : settings),
            planned: false);
        Assert.Contains(error.Errors, found =>
            found.Field == field && found.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var error = await _run.Jobs.FailAsync<InvalidRequestException>(
            RunHarness.Request(""" "program": "tools/nothing", "timeLimit": "long", "merge": 7, "color": "red" """),
            planned: false);
        Assert.Equal(4, error.Errors.Count);
    }

    [Fact]
    public async Task Lines_of_JSON_have_no_header()
    {
        _run.Jobs.Write("data.jsonl", "{\"a\": 1}\n");
        var error = await _run.Jobs.FailAsync<InvalidRequestException>(
            RunHarness.Request(""" "program": "tools/ok", "header": true """, dataset: "data.jsonl") with
            {
                Format = null,
            },
            planned: false);
        Assert.Equal("operation.header", Assert.Single(error.Errors).Field);
    }

    [Fact]
    public async Task Without_permission_nothing_is_run()
    {
        using var jobs = new JobHarness();
        jobs.Write("data.csv", RunHarness.Csv).Write("tools/ok", "#!/bin/sh\n");
        var error = await jobs.FailAsync<InvalidRequestException>(
            RunHarness.Request(""" "program": "tools/nothing" """),
            planned: false);
        Assert.Contains(
            "operation.type: Running programs is not allowed here.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("--allow-run", error.Message, StringComparison.Ordinal);
        Assert.Contains("AllowRun", error.Message, StringComparison.Ordinal);
    }
}
