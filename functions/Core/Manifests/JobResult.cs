namespace Pipeline.Core.Manifests;

/// <summary>What a job published.</summary>
/// <param name="Path">Of the result file, relative to the data root, with <c>/</c>.</param>
/// <param name="Rows">In the result file.</param>
/// <param name="Bytes">Of the result file.</param>
/// <param name="Records">Of the dataset, those that were left out not counted.</param>
/// <param name="Rejected">Records of the dataset that were left out.</param>
/// <param name="DatasetBytes">Bytes of the dataset that were read.</param>
/// <param name="Hash">XxHash128 of the result file, in hex.</param>
/// <param name="Columns">Of the result file, in order.</param>
public sealed record JobResult(
    string Path,
    long Rows,
    long Bytes,
    long Records,
    long Rejected,
    long DatasetBytes,
    string Hash,
    IReadOnlyList<ResultColumn> Columns)
{
    /// <summary>Max bytes of a result that is kept next to the manifests too: what a browser shows at once, and a sixth of what an item of DynamoDB holds.</summary>
    public const int MaxSmallBytes = 64 * 1024;

    public bool IsSmall => Bytes <= MaxSmallBytes;
}
