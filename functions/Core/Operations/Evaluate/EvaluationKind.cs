using System.Text.Json.Serialization;
using Pipeline.Core.Jobs;

namespace Pipeline.Core.Operations.Evaluate;

/// <summary>What a model predicts.</summary>
[JsonConverter(typeof(WireNameConverter<EvaluationKind>))]
internal enum EvaluationKind
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>One of several classes.</summary>
    Classification,
}
