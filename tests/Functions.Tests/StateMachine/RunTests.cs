using Pipeline.Functions.Tests.Manifests;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// Programs that the state machine runs: the same bytes as with the <c>pipeline</c> command, and the right retries.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class RunTests(Dynalite dynalite) : IClassFixture<Dynalite>, IAsyncLifetime
{
    private const string Filtering = """ "program": "tools/filter", "arguments": ["12.5"] """;
    private const string Counting = """ "program": "tools/count", "merge": { "program": "tools/sum" } """;

    private readonly StateMachineHarness _machine = new(dynalite);

    public async Task InitializeAsync()
    {
        await _machine.InitializeAsync();
        _machine.Write("many.csv", Measurements.Csv(3_000));
        _machine.WriteTool("filter", "#!/bin/sh\nexec awk -F, -v min=\"$1\" '$2 > min'\n");
        _machine.WriteTool("count", "#!/bin/sh\nexec wc -l\n");
        _machine.WriteTool("sum", "#!/bin/sh\nexec awk '{ n += $1 } END { print n }' \"$@\"\n");
    }

    public Task DisposeAsync() => _machine.DisposeAsync();

    [Theory]
    [InlineData("filtered", Filtering, "8KiB")]
    [InlineData("filtered-in-groups", Filtering, "250")]
    [InlineData("counted", Counting, "8KiB")]
    [InlineData("counted-in-groups", Counting, "250")]
    public async Task Programs_produce_the_same_bytes(string name, string settings, string blockSize)
    {
        var expected = await _machine.RunLocallyAsync(Request(settings, "1GiB"));
        var execution = await _machine.RunAsync(name, Request(settings, blockSize));
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.Equal(blockSize == "250", execution.Entered.ContainsKey("Merge group"));
        Assert.Equal(expected, _machine.FilesOf(name));
        if (settings == Counting)
            Assert.Equal(
                $"{Measurements.Csv(3_000).Count(character => character == '\n') - 1}\n", expected["result.csv"]);
    }

    [Fact]
    public async Task A_busy_program_is_retried()
    {
        var attempts = _machine.Path("attempts");
        _machine.WriteTool(
            "busy",
            $"#!/bin/sh\ncat\necho >> {attempts}\n[ $(wc -l < {attempts}) -gt 3 ] || exit 75\n");
        var execution = await _machine.RunAsync("busy", Request(""" "program": "tools/busy" """, "1GiB"));
        Assert.True(execution.Succeeded, execution.Cause);
        Assert.Equal(3, execution.Retried["Process block: ProgramBusyException"]);
        Assert.False(execution.Entered.ContainsKey("Record failure"));
    }

    [Fact]
    public async Task A_failing_program_fails_its_block_and_is_not_retried()
    {
        _machine.WriteTool("fail", "#!/bin/sh\ncat > /dev/null\necho 'no license' >&2\nexit 3\n");
        var execution = await _machine.RunAsync("failed", Request(""" "program": "tools/fail" """, "1GiB"));
        Assert.Equal(
            ("BlocksFailedException", 0, 1),
            (execution.Error, execution.Retried.Values.Sum(), execution.Entered["Record failure"]));
        var failure = (await _machine.Store.GetBlockAsync("failed", 0))!.Failure!;
        Assert.Equal("ProgramFailedException", failure.Error);
        Assert.EndsWith(
            "exited with code 3; expected 0. Its standard error ended with:\nno license", failure.Cause,
            StringComparison.Ordinal);
    }

    private static string Request(string settings, string blockSize) =>
        $$"""{ "dataset": "many.csv", "operation": { "type": "run", {{settings}} }, "blockSize": "{{blockSize}}" }""";
}
