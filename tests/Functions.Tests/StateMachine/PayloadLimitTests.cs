using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Aws.Wire;
using Pipeline.Core.Manifests;
using Pipeline.Core.Operations;
using Pipeline.Core.Splitting;
using Pipeline.Core.Steps;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// The payload sizes of the largest job: inputs and outputs of states stay far below 256 KiB, beyond which Step
/// Functions fails an execution regardless of any Retry and Catch.
/// </summary>
public sealed class PayloadLimitTests
{
    private const int Limit = 256 << 10;

    /// <summary>Max characters of an error's cause in Step Functions.</summary>
    private const int MaxCauseLength = 32_768;

    /// <summary>
    /// Serializes like the functions, and also the lists of their outputs, which Step Functions collects.
    /// </summary>
    private static readonly JsonSerializerOptions Wire = new(WireJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(WireJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    private static readonly string JobId = new('j', Core.Requests.JobId.MaxLength);

    /// <summary>
    /// Without <c>[]</c>: 10 numbers of one digit, 90 of two, 900 of three, 9,000 of four, and the commas.
    /// </summary>
    private const int BytesOfAllNumbers = (10 * 1) + (90 * 2) + (900 * 3) + (9_000 * 4) + 9_999;

    [Fact]
    public void All_block_numbers_fit_into_the_outputs_of_split_and_check()
    {
        int[] all = [.. Enumerable.Range(0, BlockSizing.MaxBlocks)];
        Assert.Equal(BytesOfAllNumbers + 2, Size(all));
        AssertFits(BytesOfAllNumbers, Size(new SplitOutput(JobId, all, int.MaxValue, int.MaxValue)));
        AssertFits(BytesOfAllNumbers, Size(new CheckOutput(JobId, all, [], IsDone: false, int.MaxValue, int.MaxValue)));
    }

    [Fact]
    public void The_outputs_of_all_children_fit_into_the_output_of_the_map() =>
        AssertFits((2 + 1) * BlockSizing.MaxBlocks, Size(Enumerable.Repeat(new WorkerOutput(), BlockSizing.MaxBlocks)));

    [Fact]
    public void The_outputs_of_all_merges_fit_into_the_input_of_aggregate()
    {
        var groups = MergeRounds.Groups(BlockSizing.MaxBlocks);
        Assert.Equal(40, groups);
        var merged = Enumerable.Range(0, groups).Select(group => new MergedGroup(
            new StoredFile(JobFolder.MergedName(99, group), long.MaxValue, new string('f', 32)),
            MergeRounds.FanIn)).ToList();
        AssertFits(40 * 200, Size(merged));

        // ResultPath adds them to the output of the check.
        var check = JsonSerializer.SerializeToNode(
            new CheckOutput(JobId, [], [.. Enumerable.Range(0, groups)], IsDone: true, int.MaxValue, int.MaxValue),
            Wire)!;
        check["merged"] = JsonSerializer.SerializeToNode(merged, Wire);
        AssertFits(40 * 200, Size(check));
        AssertFits(40 * 200, Size<AggregatorInput>(new AggregateInput(JobId, merged, int.MaxValue)));
    }

    /// <summary>A cause of quotes and control characters takes up to six bytes for each character.</summary>
    [Fact]
    public void The_longest_cause_fits_into_the_input_of_record_failure() =>
        AssertFits(6 * MaxCauseLength, Size(new WorkerInput(
            JobId, BlockSizing.MaxBlocks - 1, Redrive: 999,
            new CaughtError(new string('e', 256), new string('\u0001', MaxCauseLength)), int.MaxValue)));

    /// <param name="expected">The computed size, without the constant part: field names, ids, brackets.</param>
    private static void AssertFits(int expected, int size)
    {
        Assert.InRange(size, expected / 2, expected + 1_000);
        Assert.InRange(expected, 0, Limit - 1_000);
    }

    private static int Size<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Wire).Length;
}
