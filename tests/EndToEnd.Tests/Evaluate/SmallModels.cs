using Pipeline.Core.Operations.Models;

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
        graph.Output(graph.Node("Div", [graph.Doubles([1], 1, 1), graph.Input("x", OnnxGraph.Double, 1)], "prediction"), OnnxGraph.Double, 1);
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
        graph.Output(graph.Node("Cast", [graph.Input("x", OnnxGraph.Int64, 1)], "prediction", OnnxGraph.Set(("to", OnnxGraph.Double))), OnnxGraph.Double, 1);
        return graph.ToFile("whole", "");
    }

    /// <summary>The class that it is told, and nothing of chances.</summary>
    public static byte[] Label(int type)
    {
        var graph = new OnnxGraph();
        graph.Output(graph.Node("Identity", [graph.Input("x", type, 0)], "label"), type, 0);
        return graph.ToFile("label", "");
    }
}
