using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Train.Settings;

/// <summary>What a model predicts: a number (linear) or class probabilities (logistic).</summary>
[JsonConverter(typeof(EnumNameConverter<ModelKind>))]
internal enum ModelKind { Linear, Logistic }

/// <summary>How to handle a record with a missing feature.</summary>
[JsonConverter(typeof(EnumNameConverter<MissingRule>))]
internal enum MissingRule
{
    /// <summary>
    /// Replaces a missing number by the mean of the other records, and a missing text by the empty text.
    /// </summary>
    Mean,

    /// <summary>Drops the record and counts it.</summary>
    Drop,
}

/// <summary>When a new version becomes the latest.</summary>
internal enum PublishRule { IfNotWorse, Always, Never }
