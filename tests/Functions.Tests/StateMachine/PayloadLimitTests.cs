using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Aws.Wire;
using Pipeline.Core.Manifests;
using Pipeline.Core.Merging;
using Pipeline.Core.Splitting;

namespace Pipeline.Functions.Tests.StateMachine;

/// <summary>
/// The arithmetic of the largest job: what goes into a state or comes out of it stays far below 256 KiB, beyond which
/// Step Functions ends an execution past any Retry and Catch.
/// </summary>
public sealed class PayloadLimitTests
{
    private const int Limit = 256 << 10;

    /// <summary>As much as Step Functions keeps of the cause of an error, in characters.</summary>
    private const int MaxCauseLength = 32_768;

    /// <summary>As the functions write; lists of their answers are Step Functions' own.</summary>
    private static readonly JsonSerializerOptions Wire = new(WireJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(WireJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    private static readonly string JobId = new('j', Core.Jobs.JobId.LongestLength);

    /// <summary>Without <c>[]</c>: 10 numbers of one digit, 90 of two, 900 of three, 9,000 of four, and the commas.</summary>
    private const int BytesOfAllNumbers = (10 * 1) + (90 * 2) + (900 * 3) + (9_000 * 4) + 9_999;

    [Fact]
    public void The_numbers_of_all_blocks_fit_into_the_answers_of_split_and_check()
    {
        int[] all = [.. Enumerable.Range(0, BlockSizing.MaxBlocks)];
        Assert.Equal(BytesOfAllNumbers + 2, Size(all));
        AssertFits(BytesOfAllNumbers, Size(new SplitOutput(JobId, all, int.MaxValue, int.MaxValue)));
        AssertFits(BytesOfAllNumbers, Size(new CheckOutput(JobId, all, [], IsDone: false, int.MaxValue, int.MaxValue)));
    }

    [Fact]
    public void The_answers_of_all_children_fit_into_what_the_map_collects() =>
        AssertFits((2 + 1) * BlockSizing.MaxBlocks, Size(Enumerable.Repeat(new WorkerOutput(), BlockSizing.MaxBlocks)));

    [Fact]
    public void The_answers_of_all_merges_fit_into_the_input_of_aggregate()
    {
        var groups = MergeRounds.Groups(BlockSizing.MaxBlocks);
        Assert.Equal(40, groups);
        var merged = Enumerable.Range(0, groups).Select(group => new MergedGroup(
            new PartialFile(JobFolder.MergedName(99, group), long.MaxValue, new string('f', 32)), MergeRounds.FanIn)).ToList();
        AssertFits(40 * 200, Size(merged));

        // ResultPath puts them beside what the check answered.
        var check = JsonSerializer.SerializeToNode(new CheckOutput(JobId, [], [.. Enumerable.Range(0, groups)], IsDone: true, int.MaxValue, int.MaxValue), Wire)!;
        check["merged"] = JsonSerializer.SerializeToNode(merged, Wire);
        AssertFits(40 * 200, Size(check));
        AssertFits(40 * 200, Size<AggregatorInput>(new AggregateInput(JobId, merged, int.MaxValue)));
    }

    /// <summary>A cause that is all quotes and control characters is written in up to six bytes a character.</summary>
    [Fact]
    public void The_longest_cause_fits_into_the_input_of_note_failure() =>
        AssertFits(6 * MaxCauseLength, Size(new WorkerInput(
            JobId, BlockSizing.MaxBlocks - 1, Redrive: 999, new CaughtError(new string('e', 256), new string('\u0001', MaxCauseLength)), int.MaxValue)));

    /// <param name="expected">By the arithmetic, but for what is the same in every job: names, ids, brackets.</param>
    private static void AssertFits(int expected, int size)
    {
        Assert.InRange(size, expected / 2, expected + 1_000);
        Assert.InRange(expected, 0, Limit - 1_000);
    }

    private static int Size<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Wire).Length;
}
