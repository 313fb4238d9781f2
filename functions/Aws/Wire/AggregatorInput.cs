using System.Text.Json.Serialization;

namespace Pipeline.Aws.Wire;

/// <summary>Input of the aggregator; <c>step</c> says which step to run.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(CheckInput), "check")]
[JsonDerivedType(typeof(MergeInput), "merge")]
[JsonDerivedType(typeof(AggregateInput), "aggregate")]
[JsonDerivedType(typeof(EndInput), "end")]
public abstract record AggregatorInput;
