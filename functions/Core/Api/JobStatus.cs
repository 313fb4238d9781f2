using System.Text.Json.Serialization;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Api;

/// <summary>The state of a job in the API: a <see cref="JobState"/>, or queued before there is one.</summary>
[JsonConverter(typeof(EnumNameConverter<JobStatus>))]
internal enum JobStatus
{
    /// <summary>Started or redriven, but no function or worker has begun.</summary>
    Queued,
    Splitting,
    Processing,
    Merging,
    Complete,
    Incomplete,
    Failed,
    Stopped,
}
