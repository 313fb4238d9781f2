namespace Pipeline.Core.Manifests;

/// <summary>What a job published.</summary>
/// <param name="Path">Path of the result file, relative to the data root, with <c>/</c>.</param>
/// <param name="Rows">Rows in the result file.</param>
/// <param name="Bytes">Size of the result file.</param>
/// <param name="Records">Records read from the dataset, without rejected ones.</param>
/// <param name="Rejected">Bad records of the dataset that were skipped.</param>
/// <param name="DatasetBytes">Dataset bytes read.</param>
/// <param name="Hash">XxHash128 of the result file, in hex.</param>
/// <param name="Columns">Columns of the result file, in order.</param>
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
    /// <summary>
    /// Max bytes of a result that is also stored with the manifests: small enough for a browser to show at once, and a
    /// sixth of the max size of a DynamoDB item.
    /// </summary>
    public const int MaxSmallBytes = 64 * 1024;

    public bool IsSmall => Bytes <= MaxSmallBytes;
}
