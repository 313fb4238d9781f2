using Pipeline.Core.Numbers;
using Pipeline.Core.Sketches;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Tests.Evaluate.Scoring;

/// <summary>States as partials have them, and settings to read them by.</summary>
internal static class States
{
    public static byte[] Bytes(this IMergeable state)
    {
        var writer = new StateWriter();
        state.Write(writer);
        return writer.Written.ToArray();
    }

    /// <summary>Merges what others wrote.</summary>
    public static T Plus<T>(this T state, params IEnumerable<IMergeable> others)
        where T : IMergeable
    {
        foreach (var other in others)
        {
            var reader = new StateReader(other.Bytes());
            state.Merge(ref reader);
        }
        return state;
    }

    public static EvaluateSettings Settings(string model = "m.onnx", params IReadOnlyList<string> classes)
    {
        var probabilities = new OnnxValue("probabilities", OnnxGraph.Double, [null, classes.Count], OnnxForm.Tensor);
        var file = new ModelFile(model, $"/data/{model}", new OnnxSignature([], [probabilities], null, []), []);
        return new EvaluateSettings(
            file,
            EvaluationKind.Classification,
            [],
            [],
            new ModelOutputs(null, null, probabilities),
            null,
            classes,
            classes,
            Softmax: false,
            Worst: 10,
            Predictions: false,
            Batch: 32,
            IsBatchFixed: false);
    }
}
