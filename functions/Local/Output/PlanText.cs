using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Core.Splitting;
using Pipeline.Core.Steps;

namespace Pipeline.Local.Output;

/// <summary>Describes the parts of a plan in text.</summary>
internal static class PlanText
{
    /// <summary><c>3 files, 137.9 MB</c></summary>
    public static string Dataset(JobPlan plan) =>
        $"{Humanize.Count(plan.Files.Count, "file")}, {Humanize.Bytes(plan.Bytes)}";

    /// <summary>The paths of the dataset that contain dates, as written and with their dates filled in.</summary>
    public static IEnumerable<string> Dates(IEnumerable<DatasetPath> dataset) =>
        dataset.Where(named => named.Origin is not null).Select(named => named.ToString());

    public static string Blocks(JobPlan plan) =>
        $"{Humanize.Count(plan.Blocks.Count, "block")} of up to {Humanize.Bytes(plan.BlockSize)}";

    /// <summary>Explains the block size, which <see cref="BlockSizing"/> determines.</summary>
    public static string BlockSizeReason(JobPlan plan, JobRequest request, int workers)
    {
        if (request.BlockSize is not null)
            return "as requested";
        var rule =
            $"{Humanize.Count(BlockSizing.BlocksPerWorker, "block")} for each of {Humanize.Count(workers, "worker")}";
        return plan.BlockSize switch
        {
            BlockSizing.Min => $"chosen: the minimum; {rule} would be smaller",
            BlockSizing.Max => $"chosen: the maximum; {rule} would be larger",
            > BlockSizing.Max =>
                $"chosen: so that there are at most {Humanize.Count(BlockSizing.MaxBlocks, "block")}",
            _ => $"chosen: {rule}",
        };
    }

    public static string Format(RecordFormat format) =>
        format switch
        {
            DelimitedFormat csv =>
                $"delimited text, delimiter {Character(csv.Delimiter)}, "
                    + $"{(csv.Quote is { } quote ? $"quote {Character(quote)}" : "no quotes")}, "
                    + $"{(csv.Header ? "with" : "without")} header",
            JsonLinesFormat => "JSON Lines",
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format has no description."),
        };

    private static string Character(byte ascii) => ascii switch
    {
        (byte)'\t' => "tab",
        _ => $"'{(char)ascii}'",
    };
}
