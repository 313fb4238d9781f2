using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Pipeline.EndToEnd.Tests.Training;

/// <summary>A model as anybody's program uses it: through ONNX Runtime alone.</summary>
internal sealed class OnnxFile(string path) : IDisposable
{
    private readonly InferenceSession _session = new(path);

    public IEnumerable<string> Inputs => _session.InputMetadata.Keys;

    public void Dispose() => _session.Dispose();

    /// <summary>The values of a linear model, or the probabilities of a logistic one, row by row.</summary>
    /// <param name="records">Column by column, each with a text or null for every record.</param>
    public double[] Predict(IReadOnlyDictionary<string, string?[]> records)
    {
        using var results = _session.Run(InputsOf(records));
        return [.. results.First(result => result.ElementType == TensorElementType.Double).AsEnumerable<double>()];
    }

    public string[] Labels(IReadOnlyDictionary<string, string?[]> records)
    {
        using var results = _session.Run(InputsOf(records));
        return [.. results.Single(result => result.Name == "label").AsEnumerable<string>()];
    }

    private List<NamedOnnxValue> InputsOf(IReadOnlyDictionary<string, string?[]> records) =>
        [.. _session.InputMetadata.Select(input => Value(input.Key, input.Value, records[input.Key]))];

    private static NamedOnnxValue Value(string name, NodeMetadata input, string?[] column)
    {
        int[] shape = [column.Length, 1];
        return input.IsString
            ? NamedOnnxValue.CreateFromTensor(
                name,
                new DenseTensor<string>(column.Select(text => text ?? "").ToArray(), shape))
            : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(column.Select(Number).ToArray(), shape));
    }

    private static double Number(string? text) => text switch
    {
        null or "" => double.NaN,
        "true" => 1,
        "false" => 0,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
