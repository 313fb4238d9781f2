using System.Text.Json.Serialization;

namespace Pipeline.Core.Api;

/// <summary>The JSON of the API's answers, as <c>openapi.json</c> describes it. A test compares the two.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobDetails))]
[JsonSerializable(typeof(BlockPage))]
[JsonSerializable(typeof(ResultSummary))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(ValidationProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
