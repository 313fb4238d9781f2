using Pipeline.Operations.Models;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>Models of a node or two, made to behave in one way.</summary>
internal static class SmallModels
{
    /// <summary>Predicts <c>x</c>.</summary>
    public static byte[] Same(int type = OnnxGraph.Double, int columns = 1, string output = "prediction")
    {
        var graph = new OnnxGraph();
        graph.Output(graph.Node("Identity", [graph.Input("x", type, columns)], output), type, columns);
        return graph.ToFile("same", "");
    }

    /// <summary>Predicts <c>1 / x</c>, which is infinite at 0 and NaN where <c>x</c> is missing.</summary>
    public static byte[] Inverse()
    {
        var graph = new OnnxGraph();
        graph.Output(
            graph.Node("Div", [graph.Doubles([1], 1, 1), graph.Input("x", OnnxGraph.Double, 1)], "prediction"),
            OnnxGraph.Double,
            1);
        return graph.ToFile("inverse", "");
    }

    /// <summary>Predicts how far <c>x</c> is from the mean of the batch: 0 for a record that is alone.</summary>
    public static byte[] FromMean()
    {
        var graph = new OnnxGraph();
        var x = graph.Input("x", OnnxGraph.Double, 1);
        var mean = graph.Node("ReduceMean", [x], attributes: OnnxGraph.Set(("keepdims", 1)));
        graph.Output(graph.Node("Sub", [x, mean], "prediction"), OnnxGraph.Double, 1);
        return graph.ToFile("mean", "");
    }

    /// <summary>Predicts <c>x</c> of whole numbers, as a double.</summary>
    public static byte[] Whole()
    {
        var graph = new OnnxGraph();
        graph.Output(
            graph.Node(
                "Cast",
                [graph.Input("x", OnnxGraph.Int64, 1)],
                "prediction",
                OnnxGraph.Set(("to", OnnxGraph.Double))),
            OnnxGraph.Double,
            1);
        return graph.ToFile("whole", "");
    }

    /// <summary>Returns the class that it gets, and no probabilities.</summary>
    public static byte[] Label(int type)
    {
        var graph = new OnnxGraph();
        graph.Output(graph.Node("Identity", [graph.Input("x", type, 0)], "label"), type, 0);
        return graph.ToFile("label", "");
    }

    /// <summary>Predicts <c>x</c> times a number that is in another file.</summary>
    public static byte[] WithDataFile(string path)
    {
        static ProtobufWriter Value(string name) =>
            new ProtobufWriter()
                .Text(1, name)
                .Message(
                    2,
                    new ProtobufWriter().Message(
                        1,
                        new ProtobufWriter()
                            .Number(1, OnnxGraph.Double)
                            .Message(
                                2,
                                new ProtobufWriter()
                                    .Message(1, new ProtobufWriter().Text(2, "records"))
                                    .Message(1, new ProtobufWriter().Number(1, 1)))));
        var weight = new ProtobufWriter()
            .Number(1, 1)
            .Number(1, 1)
            .Number(2, OnnxGraph.Double)
            .Text(8, "weight")
            .Message(13, new ProtobufWriter().Text(1, "location").Text(2, path))
            .Number(14, 1);
        var graph = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(1, "x").Text(1, "weight").Text(2, "prediction").Text(4, "Mul"))
            .Text(2, "data")
            .Message(5, weight)
            .Message(11, Value("x"))
            .Message(12, Value("prediction"));
        return new ProtobufWriter()
            .Number(1, 8)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, 15))
            .Written.ToArray();
    }
}
