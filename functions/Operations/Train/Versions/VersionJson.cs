using System.Text.Json.Serialization;

namespace Pipeline.Operations.Train.Versions;

/// <summary>The JSON serialization of the files next to a model.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Lineage))]
[JsonSerializable(typeof(Metrics))]
internal sealed partial class VersionJson : JsonSerializerContext;
