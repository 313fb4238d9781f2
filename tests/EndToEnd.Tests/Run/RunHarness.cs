using System.Text.Json;
using Pipeline.Core.Coverage;
using Pipeline.Core.Requests;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Run;

/// <summary>Jobs that run programs, with the programs of a test.</summary>
public sealed class RunHarness : IDisposable
{
    /// <summary>As many records as their numbers, with a text that repeats.</summary>
    public static readonly string Csv = string.Concat(Enumerable.Range(0, 900).Select(i => $"{i},\"w{i % 7}\"\n"));

    public RunHarness(TimeProvider? clock = null) => Jobs = new JobHarness(clock: clock, mayRunPrograms: true);

    public JobHarness Jobs { get; }

    /// <summary>Puts an executable script under <c>tools/</c>.</summary>
    public RunHarness Tool(string name, string script)
    {
        Jobs.Write($"tools/{name}", script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Jobs.Path($"tools/{name}"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <param name="settings">Of the operation, besides its type, in JSON without braces.</param>
    public static JobRequest Request(string settings, long? blockSize = null, string dataset = "data.csv") => new(
        [dataset],
        new OperationRequest("run", JsonElement.Parse($$"""{ "type": "run", {{settings}} }""")),
        new FormatRequest(Type: FormatType.Csv, Header: false, Columns: ["n", "word"]),
        BlockSize: blockSize);

    /// <summary>Runs a job over <see cref="Csv"/> that must fail in one of its blocks.</summary>
    /// <returns>Why the block failed.</returns>
    public async Task<string> FailAsync(
        string settings,
        string error = "ProgramFailedException",
        long? blockSize = null)
    {
        Jobs.Write("data.csv", Csv);
        var failed = await Jobs.FailAsync<BlocksFailedException>(Request(settings, blockSize), planned: true);
        var failure = (await Jobs.BlocksAsync()).First(block => block.Failure is not null).Failure!;
        Assert.Equal(error, failure.Error);
        Assert.Contains(failure.Cause, failed.Message, StringComparison.Ordinal);
        return failure.Cause;
    }

    public void Dispose() => Jobs.Dispose();
}
