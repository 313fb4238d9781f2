using System.Text.Json.Serialization;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>The JSON of what logistic training passes on: to its next pass, and to the next version of a model.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LogisticState))]
[JsonSerializable(typeof(LogisticWeights))]
internal sealed partial class LogisticJson : JsonSerializerContext;
