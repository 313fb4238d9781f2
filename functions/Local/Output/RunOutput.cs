using System.Text.Json.Serialization;
using Pipeline.Core.Manifests;

namespace Pipeline.Local.Output;

/// <summary>What <c>pipeline run --json</c> prints.</summary>
/// <param name="Bytes">Size of the dataset.</param>
/// <param name="ResultPath">Full path of the result file.</param>
/// <param name="Rows">The result, if it is small.</param>
internal sealed record RunOutput(
    string JobId,
    JobState State,
    long Records,
    long Rejected,
    long Bytes,
    int Blocks,
    double Seconds,
    string ResultPath,
    IReadOnlyList<ResultColumn> Columns,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [property: JsonConverter(typeof(ResultRowsConverter))]
    ResultPreview? Rows);
