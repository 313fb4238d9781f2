using System.Text.Json.Serialization;
using Pipeline.Core.Requests;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>What a model predicts.</summary>
[JsonConverter(typeof(EnumNameConverter<EvaluationKind>))]
internal enum EvaluationKind
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>One of several classes.</summary>
    Classification,
}
