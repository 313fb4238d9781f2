using System.Globalization;
using Pipeline.Core.Formats;
using Pipeline.Core.Requests;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Evaluate.Settings;

/// <summary>The classes of a classification: those of the label, and those of the model's probabilities.</summary>
internal static class ModelClasses
{
    /// <returns>The classes as named by the label and by the model.</returns>
    public static (IReadOnlyList<string> Names, IReadOnlyList<string> OfModel) Find(
        JsonFieldReader fields,
        ModelFile model,
        ModelOutputs outputs,
        List<string>? names,
        Column label)
    {
        var width = outputs.Probabilities is { Form: OnnxForm.Tensor } probabilities ? probabilities.Width : null;
        var count = names?.Count
            ?? (width is null or > OnnxSignature.MaxClasses ? null : (int)Math.Max(2, width.Value));
        var ofModel = model.Signature.Classes
            ?? (
                outputs.Label?.Element == OnnxGraph.Text || count is null
                    ? names
                    : [.. Enumerable.Range(0, count.Value).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        var classes = names ?? ofModel;
        if (classes is null || ofModel is null)
            fields.Reject(
                "classes",
                $"{model.Path} does not say its classes. Name them here, in the order of its probabilities, as column "
                    + $"\"{label.Name}\" has them.");
        else if (classes.Count != ofModel.Count)
            fields.Reject(
                "classes",
                $"Expected {ofModel.Count} classes, as many as {model.Path} has "
                    + $"({string.Join(", ", ofModel.Take(20))}); found {classes.Count}.");
        else if (width is not null && width != classes.Count && (width, classes.Count) != (1, 2))
            fields.Reject(
                "classes",
                $"{outputs.Probabilities} has {width} probabilities for each record, expected {classes.Count}, as many "
                    + $"as there are classes ({string.Join(", ", classes.Take(20))}).");
        else if (ClassName.All(label.Kind, classes).Count != classes.Count)
            fields.Reject(
                "classes",
                $"Expected each class once; column \"{label.Name}\" is {EnumNames.Of(label.Kind)}, and as such two of "
                    + $"{string.Join(", ", classes.Take(20))} are the same.");
        return (classes ?? [], ofModel ?? []);
    }
}
