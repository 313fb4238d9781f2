using Pipeline.Core.Manifests;

namespace Pipeline.Aws.Costs;

/// <summary>
/// What a job has cost so far, from its receipts: the workers' time, their calls, the state machine's moves, the writes
/// to the table and the bytes read. The splitter, the aggregator and attempts that failed are not in it, nor that the
/// manifest of a block of many files is more than 1 KB to write: it is an estimate, and the bill has the last word.
/// </summary>
/// <param name="memory">Of a worker, in MB.</param>
/// <param name="isArm">Its architecture.</param>
/// <param name="isElastic">Whether the file system charges by the byte.</param>
public sealed class JobCost(int memory, bool isArm, bool isElastic)
{
    private const decimal MegabytesPerGigabyte = 1_024;
    private const decimal BytesPerGigabyte = 1_000_000_000;

    /// <summary>Of the executions that the Map starts for a block: its start and its one state.</summary>
    private const int TransitionsPerBlock = 2;

    /// <summary>Those of the job outside of blocks: split, process, check, its choice, merge, aggregate, its choice, the end.</summary>
    private const int TransitionsPerPass = 8;

    /// <summary>A block's manifest, its start and its receipt.</summary>
    private const int WritesPerBlock = 3;

    /// <returns>US dollars.</returns>
    public decimal Of(JobStanding standing)
    {
        var gigabyteSecond = isArm ? Prices.GigabyteSecondArm : Prices.GigabyteSecondX86;
        var work = standing.Work;
        return (decimal)work.Seconds * memory / MegabytesPerGigabyte * gigabyteSecond
            + work.Blocks * (Prices.Call + TransitionsPerBlock * Prices.Transition + WritesPerBlock * Prices.TableWrite)
            + (standing.Job.Pass + 1) * TransitionsPerPass * Prices.Transition
            + (isElastic ? work.Bytes / BytesPerGigabyte * Prices.ElasticGigabyteRead : 0);
    }
}
