using System.Text.Json.Serialization;
using Pipeline.Core.Jobs;
using Pipeline.Core.Merging;

namespace Pipeline.Aws.Wire;

/// <summary>The JSON of all that functions are given and answer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    // The order of fields in an event is the sender's affair.
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
