using Pipeline.Operations.Evaluate.Scoring;
using Pipeline.Operations.Evaluate.Settings;
using Pipeline.Operations.Models;

namespace Pipeline.Operations.Tests.Evaluate.Scoring;

public sealed class ModelStampTests
{
    private static readonly EvaluateSettings Settings = States.Settings(classes: ["a", "b"]);

    [Fact]
    public void Partials_of_one_model_merge()
    {
        var stamp = new ModelStamp().Plus(ModelStamp.Of(Settings, "12"), ModelStamp.Of(Settings, "12"));
        stamp.Verify(Settings);
        Assert.Equal("12", stamp.Hash);
    }

    [Fact]
    public void Two_hashes_are_refused()
    {
        var error = Assert.Throws<ModelChangedException>(() =>
            ModelStamp.Of(Settings, "12").Plus(ModelStamp.Of(Settings, "34")));
        Assert.StartsWith(
            "The model changed while the job ran: some blocks were evaluated with m.onnx (12), others with m.onnx "
                + "(34).",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Who_writes_the_result_reads_the_model_as_the_partials_did()
    {
        Assert.Throws<ModelChangedException>(() =>
            ModelStamp.Of(Settings, "12").Verify(States.Settings(classes: ["b", "a"])));
        Assert.Throws<ModelChangedException>(() =>
            ModelStamp.Of(Settings, "12").Verify(States.Settings("other.onnx", "a", "b")));
    }

    [Fact]
    public void Without_partials_there_is_nothing_to_refuse() => new ModelStamp().Verify(Settings);
}
