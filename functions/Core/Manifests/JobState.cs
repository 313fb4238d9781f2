using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Manifests;

/// <summary>How far a job has come.</summary>
[JsonConverter(typeof(EnumNameConverter<JobState>))]
public enum JobState
{
    Splitting,
    Processing,
    Merging,

    /// <summary>The result is published and holds every record.</summary>
    Complete,

    /// <summary>The result is published without the blocks that failed, as the request tolerates.</summary>
    Incomplete,

    /// <summary>No result is published; the job's manifest says why.</summary>
    Failed,

    /// <summary>Somebody stopped the job; no result is published.</summary>
    Stopped,
}
