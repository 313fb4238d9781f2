using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>The state of a job.</summary>
[JsonConverter(typeof(EnumNameConverter<JobState>))]
public enum JobState
{
    Splitting,
    Processing,
    Merging,

    /// <summary>The result is published and covers every record.</summary>
    Complete,

    /// <summary>The result is published without the blocks that failed, which the request tolerates.</summary>
    Incomplete,

    /// <summary>No result is published; the job's manifest says why.</summary>
    Failed,

    /// <summary>The job was stopped; no result is published.</summary>
    Stopped,
}
