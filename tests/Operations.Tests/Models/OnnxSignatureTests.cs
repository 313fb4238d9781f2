using CsCheck;
using Pipeline.Operations.Models;
using Pipeline.TestKit;

namespace Pipeline.Operations.Tests.Models;

public sealed class OnnxSignatureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inputs_outputs_and_classes_are_read()
    {
        var found = Read(Model());
        Assert.Equal(
            ["\"x\" (double, [records, 3])", "\"town\" (text, [records, 1])"],
            found.Inputs.Select(input => input.ToString()));
        Assert.Equal(["\"label\" (text, [records])"], found.Outputs.Select(output => output.ToString()));
        Assert.Equal(["red", "blue"], found.Classes);
    }

    [Fact]
    public void Files_of_constants_are_named_once()
    {
        var constant = new ProtobufWriter()
            .Text(8, "w")
            .Message(13, new ProtobufWriter().Text(1, "location").Text(2, "w.bin"))
            .Message(13, new ProtobufWriter().Text(1, "length").Text(2, "8"));
        var output = new ProtobufWriter().Text(1, "y");
        Assert.Equal(
            ["w.bin"],
            Read(
                new ProtobufWriter()
                    .Message(7, new ProtobufWriter().Message(5, constant).Message(5, constant).Message(12, output))
                    .Written.ToArray()).DataFiles);
    }

    [Fact]
    public void A_file_that_ends_anywhere_is_a_model_or_refused()
    {
        var model = Model();
        for (var length = 0; length < model.Length; length++)
            TryRead(model[..length]);
        Assert.Throws<InvalidDataException>(() => Read([]));
        Assert.Throws<InvalidDataException>(() => Read(model[..(model.Length / 2)]));
    }

    [Fact]
    public void Bytes_that_are_wrong_anywhere_are_a_model_or_refused() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Byte, Gen.Byte).Sample((at, one, two) =>
        {
            var model = Model();
            (model[at % model.Length], model[(at + 1) % model.Length]) = (one, two);
            TryRead(model);
        }, threads: 1);

    [Fact]
    public void Garbage_is_refused() => Gen.Byte.Array[0, 200].Sample(TryRead, threads: 1);

    [Theory]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x3A, 0x02, 0x0A, 0x7F })]
    public void Lengths_beyond_the_end_are_refused(byte[] file) =>
        Assert.Throws<InvalidDataException>(() => Read(file));

    [Fact]
    public void Types_within_types_without_end_are_refused()
    {
        var type = new ProtobufWriter();
        for (var depth = 0; depth < 2_000; depth++)
            type = new ProtobufWriter().Message(4, new ProtobufWriter().Message(1, type));
        var graph = new ProtobufWriter().Message(11, new ProtobufWriter().Text(1, "x").Message(2, type));
        var error = Assert.Throws<InvalidDataException>(() =>
            Read(new ProtobufWriter().Message(7, graph).Written.ToArray()));
        Assert.StartsWith("types nested too deeply at byte ", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Model()
    {
        var graph = new OnnxGraph();
        graph.Input("x", OnnxGraph.Double, 3);
        graph.Input("town", OnnxGraph.Text, 1);
        graph.Output(graph.Node("Gather", [graph.Texts(["red", "blue"]), graph.Longs(0)], "label"), OnnxGraph.Text, 0);
        return graph.ToFile("test", "");
    }

    private OnnxSignature Read(byte[] file)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        File.WriteAllBytes(path, file);
        return OnnxSignature.Read(path);
    }

    private void TryRead(byte[] file)
    {
        try
        {
            Read(file);
        }
        catch (InvalidDataException)
        {
            // The only exception for a file that is not a model.
        }
    }
}
