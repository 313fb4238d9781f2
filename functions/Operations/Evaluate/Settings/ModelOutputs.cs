using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>The outputs of the model that are used. Other outputs are not computed.</summary>
/// <param name="Prediction">The predicted number of a regression.</param>
/// <param name="Label">The predicted class; null to use the most probable class.</param>
/// <param name="Probabilities">
/// The probabilities of all classes, or of the second of two; null if the model returns only the class.
/// </param>
internal sealed record ModelOutputs(OnnxValue? Prediction, OnnxValue? Label, OnnxValue? Probabilities)
{
    public IReadOnlyList<OnnxValue> All => [.. new[] { Prediction, Label, Probabilities }.OfType<OnnxValue>()];

    /// <summary>
    /// Infers the kind from the outputs: a classification if any output is a class, maps, or several columns of
    /// numbers.
    /// </summary>
    public static EvaluationKind KindOf(OnnxSignature model) =>
        model.Outputs.Any(output =>
            IsLabel(output) || output.Form == OnnxForm.Maps || output.IsReal && output.Width > 1)
            ? EvaluationKind.Classification
            : EvaluationKind.Regression;

    /// <returns>Null if the model lacks the outputs that the kind requires.</returns>
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
        output.Form == OnnxForm.Tensor
        && output.Element is OnnxGraph.Text or OnnxGraph.Int64 or OnnxValue.Int32 or OnnxValue.Boolean;
}
