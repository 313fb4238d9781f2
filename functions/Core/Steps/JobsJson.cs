using System.Text.Json.Serialization;
using Pipeline.Core.Manifests;
using Pipeline.Core.Requests;

namespace Pipeline.Core.Steps;

/// <summary>JSON serialization of requests and results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(JobResult))]
[JsonSerializable(typeof(JobState))]
[JsonSerializable(typeof(AggregateOutput))]
public sealed partial class JobsJson : JsonSerializerContext;
