using System.Text.Json.Serialization;

namespace Pipeline.Operations.Train.Logistic;

/// <summary>The JSON serialization of the state between passes, and of the weights between versions.</summary>
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
