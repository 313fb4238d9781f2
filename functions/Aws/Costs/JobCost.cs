using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Costs;

/// <summary>
/// Estimates what a job has cost so far from its receipts: worker time and requests, state transitions, table writes
/// and bytes read. It leaves out the splitter, the aggregator and failed attempts, and it counts every manifest write
/// as 1 KB, although the manifest of a block of many files is larger.
/// </summary>
/// <param name="memory">Memory of a worker in MB.</param>
/// <param name="isArm">Whether workers run on arm64.</param>
/// <param name="isElastic">Whether the file system charges for every byte read.</param>
public sealed class JobCost(int memory, bool isArm, bool isElastic)
{
    private const decimal MegabytesPerGigabyte = 1_024;
    private const decimal BytesPerGigabyte = 1_000_000_000;

    /// <summary>In the child execution that the Map starts for a block: its start and its one state.</summary>
    private const int TransitionsPerBlock = 2;

    /// <summary>
    /// Outside the blocks: Split, Process, Check and its choice, Merge, Aggregate and its choice, and the end.
    /// </summary>
    private const int TransitionsPerPass = 8;

    /// <summary>For a block: its manifest, its start and its receipt.</summary>
    private const int WritesPerBlock = 3;

    /// <returns>US dollars.</returns>
    public decimal Estimate(JobProgress progress)
    {
        var gigabyteSecond = isArm ? Prices.GigabyteSecondArm : Prices.GigabyteSecondX86;
        var work = progress.Work;
        return (decimal)work.Seconds * memory / MegabytesPerGigabyte * gigabyteSecond
            + work.Blocks * (
                Prices.FunctionRequest + TransitionsPerBlock * Prices.Transition + WritesPerBlock * Prices.TableWrite)
            + (progress.Job.Pass + 1) * TransitionsPerPass * Prices.Transition
            + (isElastic ? work.Bytes / BytesPerGigabyte * Prices.ElasticGigabyteRead : 0);
    }
}
