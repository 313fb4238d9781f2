using System.Text.Json.Serialization;

namespace Pipeline.Core.Api;

/// <summary>A job with its request and, if asked for, the map of its blocks.</summary>
internal sealed record JobDetails : JobSummary
{
    public JobDetails(JobSummary summary, BlockMap? map, string request)
        : base(summary) =>
        (Map, Request) = (map, request);

    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BlockMap? Map { get; }

    /// <summary>The request exactly as the client sent it.</summary>
    [JsonPropertyOrder(2)]
    [JsonConverter(typeof(RawJsonConverter))]
    public string Request { get; }
}
