using CsCheck;
using Pipeline.Core.Operations.Models;
using Pipeline.Core.Tests.Merging;

namespace Pipeline.Core.Tests.Operations.Models;

public sealed class OnnxSignatureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inputs_and_outputs_are_those_of_the_graph()
    {
        var signature = Read(Model());
        Assert.Equal(["\"x\" (double, [records, 2])", "\"town\" (text, [records])"], signature.Inputs.Select(input => $"{input}"));
        Assert.Equal(["\"prediction\" (double, [records, 2])"], signature.Outputs.Select(output => $"{output}"));
    }

    /// <summary>Whatever lies there, a reader comes to an end with a signature or with the one exception for what is no model.</summary>
    [Fact]
    public void A_model_that_is_cut_off_is_refused()
    {
        var model = Model();
        for (var length = 0; length < model.Length; length++)
            ReadOrRefuse(model[..length]);
        // Behind the graph stands nothing that is needed here, but in its middle a cut is seen.
        Assert.Throws<InvalidDataException>(() => Read(model[..(model.Length / 2)]));
    }

    [Fact]
    public void Bytes_that_are_changed_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, Model().Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var model = Model();
                foreach (var (at, value) in changes)
                    model[at] = value;
                ReadOrRefuse(model);
            },
            iter: 2_000, threads: 1);

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 60].Sample(ReadOrRefuse, iter: 2_000, threads: 1);

    private static byte[] Model()
    {
        var graph = new OnnxGraph();
        var x = graph.Input("x", OnnxGraph.Double, 2);
        graph.Input("town", OnnxGraph.Text, 0);
        graph.Output(graph.Node("Add", [x, graph.Doubles([1, 2], 1, 2)], "prediction"), OnnxGraph.Double, 2);
        return graph.ToFile("model", "");
    }

    private void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            Assert.NotEmpty(error.Message);
        }
    }

    private OnnxSignature Read(byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        File.WriteAllBytes(path, bytes);
        return OnnxSignature.Read(path);
    }
}
