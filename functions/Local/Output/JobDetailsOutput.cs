using System.Text.Json.Serialization;
using Pipeline.Core.Api;
using Pipeline.Core.Formats;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Local.Output;

/// <summary>What <c>pipeline show --json</c> prints.</summary>
internal sealed record JobDetailsOutput : JobOutput
{
    public JobDetailsOutput(JobProgress progress)
        : base(Of(progress))
    {
        var job = progress.Job;
        Files = job.Files;
        RecordsPerSecondPerCore = progress.RecordsPerSecond is { } rate ? Math.Round(rate) : null;
        ResultRows = job.Result?.Rows;
        ResultBytes = job.Result?.Bytes;
        ResultHash = job.Result?.Hash;
        Columns = job.Result?.Columns;
        Request = job.Request;
        Format = job.Format;
        FailedBlocks = [.. progress.Failed.Select(FailedBlockOutput.Of)];
    }

    [JsonPropertyOrder(1)]
    public int Files { get; init; }

    /// <summary>Null until a block is done.</summary>
    [JsonPropertyOrder(2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RecordsPerSecondPerCore { get; init; }

    [JsonPropertyOrder(3)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ResultRows { get; init; }

    [JsonPropertyOrder(4)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ResultBytes { get; init; }

    [JsonPropertyOrder(5)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResultHash { get; init; }

    [JsonPropertyOrder(6)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResultColumn>? Columns { get; init; }

    [JsonPropertyOrder(7)]
    public JobRequest Request { get; init; }

    [JsonPropertyOrder(8)]
    public RecordFormat Format { get; init; }

    [JsonPropertyOrder(9)]
    public IReadOnlyList<FailedBlockOutput> FailedBlocks { get; init; }
}

/// <param name="Error">Name of the error of the last attempt.</param>
internal sealed record FailedBlockOutput(
    int Number, string Error, string Cause, int Attempts, IReadOnlyList<BlockRange> Ranges)
{
    public static FailedBlockOutput Of(BlockManifest block)
    {
        var failure = block.Failure!;
        return new FailedBlockOutput(
            block.Number, failure.Error, failure.Cause, failure.Attempts, [.. block.Ranges.Select(BlockRange.Of)]);
    }
}
