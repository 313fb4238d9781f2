using System.Text.Json.Serialization;
using Pipeline.Operations.Train.Logistic;

namespace Pipeline.Operations.Train.Versions;

/// <summary>The JSON of what lies beside a model.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Lineage))]
[JsonSerializable(typeof(Metrics))]
[JsonSerializable(typeof(LogisticState))]
[JsonSerializable(typeof(LogisticWeights))]
internal sealed partial class TrainJson : JsonSerializerContext;
