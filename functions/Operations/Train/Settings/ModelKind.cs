using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Train.Settings;

/// <summary>What is learned: a number, or the probabilities of classes.</summary>
[JsonConverter(typeof(EnumNameConverter<ModelKind>))]
internal enum ModelKind { Linear, Logistic }

/// <summary>What becomes of a record in which a feature is missing.</summary>
[JsonConverter(typeof(EnumNameConverter<MissingRule>))]
internal enum MissingRule
{
    /// <summary>A missing number is taken for the mean of those that are there, a missing text for an empty one.</summary>
    Mean,

    /// <summary>The record is left out, and counted.</summary>
    Drop,
}

/// <summary>When a new version becomes the latest.</summary>
internal enum PublishRule { IfNotWorse, Always, Never }
