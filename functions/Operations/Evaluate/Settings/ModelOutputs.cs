using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>Which of the model's outputs is what; those that are not here are not asked for.</summary>
/// <param name="Prediction">The number, of a regression.</param>
/// <param name="Label">The class; null where it is the one with the best probability.</param>
/// <param name="Probabilities">Of the classes, or of the second of two; null where the model tells the class alone.</param>
internal sealed record ModelOutputs(OnnxValue? Prediction, OnnxValue? Label, OnnxValue? Probabilities)
{
    public IReadOnlyList<OnnxValue> All => [.. new[] { Prediction, Label, Probabilities }.OfType<OnnxValue>()];

    /// <summary>What the model predicts, as far as its outputs tell: classes if one of them is a class, or has maps or several columns of probabilities.</summary>
    public static EvaluationKind KindOf(OnnxSignature model) => model.Outputs.Any(output => IsLabel(output) || output.Form == OnnxForm.Maps || output.IsReal && output.Width > 1)
        ? EvaluationKind.Classification
        : EvaluationKind.Regression;

    /// <returns>Null if there is nothing that such a model must have.</returns>
    public static ModelOutputs? Of(OnnxSignature model, EvaluationKind kind)
    {
        if (kind == EvaluationKind.Regression)
        {
            var prediction = model.Outputs.FirstOrDefault(output => output.IsReal && (output.Width ?? 1) == 1);
            return prediction is null ? null : new ModelOutputs(prediction, null, null);
        }
        var label = model.Outputs.FirstOrDefault(IsLabel);
        var probabilities = model.Outputs.FirstOrDefault(output => output.Form == OnnxForm.Maps)
            ?? model.Outputs.FirstOrDefault(output => output.IsReal && output.Width != 1)
            ?? model.Outputs.FirstOrDefault(output => output.IsReal);
        return label is null && probabilities is null ? null : new ModelOutputs(null, label, probabilities);
    }

    private static bool IsLabel(OnnxValue output) =>
        output is { Form: OnnxForm.Tensor, Element: OnnxGraph.Text or OnnxGraph.Int64 or OnnxValue.Int32 or OnnxValue.Boolean };
}
