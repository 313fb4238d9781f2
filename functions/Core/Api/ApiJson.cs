using System.Text.Json.Serialization;

namespace Pipeline.Core.Api;

/// <summary>JSON serialization of the API's responses. A test compares it with <c>openapi.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobDetails))]
[JsonSerializable(typeof(BlockPage))]
[JsonSerializable(typeof(ResultSummary))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(ValidationProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
