using System.Text.Json.Serialization;
using Pipeline.Core.Steps;

namespace Pipeline.Aws.Wire;

/// <summary>JSON serialization of the inputs and outputs of all functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    // Senders may order the fields of an event as they like.
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SplitInput))]
[JsonSerializable(typeof(SplitOutput))]
[JsonSerializable(typeof(WorkerInput))]
[JsonSerializable(typeof(WorkerOutput))]
[JsonSerializable(typeof(AggregatorInput))]
[JsonSerializable(typeof(CheckOutput))]
[JsonSerializable(typeof(MergedGroup))]
[JsonSerializable(typeof(AggregateOutput))]
[JsonSerializable(typeof(NextPassOutput))]
[JsonSerializable(typeof(EndOutput))]
[JsonSerializable(typeof(HttpInput))]
[JsonSerializable(typeof(HttpOutput))]
public sealed partial class WireJson : JsonSerializerContext;
