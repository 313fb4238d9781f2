using System.Text.Json.Serialization;

namespace Pipeline.Local.Output;

/// <summary>The JSON that commands print with <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(PlanOutput))]
[JsonSerializable(typeof(RunOutput))]
[JsonSerializable(typeof(JobListOutput))]
[JsonSerializable(typeof(JobDetailsOutput))]
[JsonSerializable(typeof(FailureOutput))]
internal sealed partial class OutputJson : JsonSerializerContext;
