using System.Text.Json.Serialization;

namespace Pipeline.Aws.Wire;

/// <summary>One of the aggregator's duties; <c>step</c> says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(CheckInput), "check")]
[JsonDerivedType(typeof(MergeInput), "merge")]
[JsonDerivedType(typeof(AggregateInput), "aggregate")]
[JsonDerivedType(typeof(EndInput), "end")]
public abstract record AggregatorInput;
