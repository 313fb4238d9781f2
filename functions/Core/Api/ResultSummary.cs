using Pipeline.Core.Manifests;

namespace Pipeline.Core.Api;

/// <summary>What a job published and where.</summary>
/// <param name="Path">The result file, relative to the data root.</param>
/// <param name="IsInline">Whether <c>GET /jobs/{id}/result</c> returns the result itself.</param>
/// <param name="Bytes">Size of the result file.</param>
/// <param name="Hash">XxHash128 of the result file, in hex.</param>
internal sealed record ResultSummary(
    string Path,
    bool IsInline,
    long Rows,
    long Bytes,
    long Records,
    long Rejected,
    string Hash,
    IReadOnlyList<ResultColumn> Columns)
{
    public static ResultSummary Of(JobResult result) => new(
        result.Path,
        result.IsSmall,
        result.Rows,
        result.Bytes,
        result.Records,
        result.Rejected,
        result.Hash,
        result.Columns);
}
