using System.Text.Json.Serialization;

namespace Pipeline.Local.Serving;

/// <summary>The JSON of the routes that only a server with a data root has.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(PlanSummary))]
internal sealed partial class ServingJson : JsonSerializerContext;
