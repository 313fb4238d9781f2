using Pipeline.Core.Api;
using Pipeline.Core.Formats;
using Pipeline.Core.Steps;

namespace Pipeline.Local.Output;

/// <summary>What <c>pipeline plan --json</c> prints.</summary>
/// <param name="Dataset">The paths and globs, with their dates filled in.</param>
/// <param name="Notes">What was detected about the format, one sentence each.</param>
/// <param name="BlockSizeReason">Why the blocks have this size.</param>
internal sealed record PlanOutput(
    IReadOnlyList<string> Dataset,
    IReadOnlyList<FileOutput> Files,
    long Bytes,
    RecordFormat Format,
    IReadOnlyList<string> Notes,
    long BlockSize,
    string BlockSizeReason,
    IReadOnlyList<PlannedBlockOutput> Blocks)
{
    public static PlanOutput Of(JobPlan plan, string blockSizeReason) => new(
        [.. plan.Dataset.Select(named => named.Path)],
        [.. plan.Files.Select(file => new FileOutput(file.Path, file.Fingerprint.Size))],
        plan.Bytes,
        plan.Detected.Format,
        plan.Detected.Notes,
        plan.BlockSize,
        blockSizeReason,
        [.. plan.Blocks.Select((ranges, number) => new PlannedBlockOutput(number, [.. ranges.Select(BlockRange.Of)]))]);
}

internal sealed record FileOutput(string Path, long Bytes);

internal sealed record PlannedBlockOutput(int Number, IReadOnlyList<BlockRange> Ranges);
