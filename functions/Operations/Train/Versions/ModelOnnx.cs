using Pipeline.Core.Requests;
using Pipeline.Operations.Models;
using Pipeline.Operations.Train.Settings;

namespace Pipeline.Operations.Train.Versions;

/// <summary>
/// Exports a trained model to ONNX. Each feature is an input named like its column, with one row per record. Numbers
/// and booleans are doubles, where NaN means missing; texts are strings, where the empty string means missing. A linear
/// model has the output <c>prediction</c>. A logistic model has <c>label</c>, the most likely class, and
/// <c>probabilities</c>, with a column for each class in byte order.
/// </summary>
internal static class ModelOnnx
{
    public static byte[] Write(TrainSettings settings, Model model)
    {
        var graph = new OnnxGraph();
        // An input and an output of a graph must not have the same name.
        var names = settings.Features.Select(feature => feature.Name).ToHashSet(StringComparer.Ordinal);
        var sum = Sum(graph, model);
        var description = $"Predicts {settings.Label.Name}";
        if (settings.Kind == ModelKind.Linear)
        {
            graph.Output(graph.Node("Identity", [sum], NameOf("prediction")), OnnxGraph.Double, 1);
            return graph.ToFile(EnumNames.Of(settings.Kind), $"{description}. Output: {NameOf("prediction")}.");
        }
        var classes = model.Classes.Select(text => text.ToString()).ToList();
        var probabilities = graph.Node("Sigmoid", [sum]);
        if (classes.Count == 2)
        {
            var other = graph.Node("Sigmoid", [graph.Node("Neg", [sum])]);
            graph.Node("Concat", [other, probabilities], NameOf("probabilities"), OnnxGraph.Set(("axis", 1)));
        }
        else
        {
            var all = graph.Node(
                "ReduceSum",
                [probabilities, graph.Longs(1)],
                attributes: OnnxGraph.Set(("keepdims", 1)));
            graph.Node("Div", [probabilities, all], NameOf("probabilities"));
        }
        var best = graph.Node(
            "ArgMax",
            [NameOf("probabilities")],
            attributes: OnnxGraph.Set(("axis", 1), ("keepdims", 0)));
        graph.Output(
            graph.Node("Gather", [graph.Texts(classes), best], NameOf("label"), OnnxGraph.Set(("axis", 0))),
            OnnxGraph.Text,
            0);
        graph.Output(NameOf("probabilities"), OnnxGraph.Double, classes.Count);
        return graph.ToFile(EnumNames.Of(settings.Kind), $"{description}. Classes: {string.Join(", ", classes)}.");

        string NameOf(string output) => names.Contains(output) ? NameOf($"{output}_") : output;
    }

    /// <summary>Adds the intercepts and all weighted features, with a column for each output.</summary>
    private static string Sum(OnnxGraph graph, Model model)
    {
        var sum = graph.Doubles(model.Intercepts, 1, model.Outputs);
        for (var feature = 0; feature < model.Codes.Count; feature++)
        {
            var code = model.Codes[feature];
            sum = graph.Node(
                "Add",
                [sum, code.Feature.IsText ? OfText(graph, model, feature) : OfNumber(graph, model, feature)]);
        }
        return sum;
    }

    private static string OfNumber(OnnxGraph graph, Model model, int feature)
    {
        var code = model.Codes[feature];
        var input = graph.Input(code.Feature.Name, OnnxGraph.Double, 1);
        var value = graph.Node("Where", [graph.Node("IsNaN", [input]), graph.Doubles([code.Mean], 1, 1), input]);
        double[] weights =
        [
            .. Enumerable.Range(0, model.Outputs).Select(output => model.Weights[output][model.Starts[feature]]),
        ];
        return graph.Node("Mul", [value, graph.Doubles(weights, 1, model.Outputs)]);
    }

    /// <summary>Looks up the weights of a text in a table with a row for each text, and one for all others.</summary>
    private static string OfText(OnnxGraph graph, Model model, int feature)
    {
        var code = model.Codes[feature];
        var input = graph.Input(code.Feature.Name, OnnxGraph.Text, 1);
        var table = new double[(code.Texts.Count + 1) * model.Outputs];
        for (var text = 0; text <= code.Texts.Count; text++)
        {
            for (var output = 0; output < model.Outputs; output++)
            {
                var isBase = text == 0 || (text == code.Texts.Count && !code.HasOthers);
                table[text * model.Outputs + output] = isBase
                    ? 0
                    : model.Weights[output][model.Starts[feature] + text - 1];
            }
        }
        var places = graph.Places(input, [.. code.Texts.Select(text => text.ToString())]);
        var rows = graph.Node("Reshape", [places, graph.Longs(-1)]);
        return graph.Node(
            "Gather",
            [graph.Doubles(table, code.Texts.Count + 1, model.Outputs), rows],
            attributes: OnnxGraph.Set(("axis", 0)));
    }
}
