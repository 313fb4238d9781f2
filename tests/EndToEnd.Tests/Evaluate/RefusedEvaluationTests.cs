using System.Text.Json;
using Pipeline.Core.Errors;
using Pipeline.Operations.Models;
using Pipeline.TestKit.Jobs;

namespace Pipeline.EndToEnd.Tests.Evaluate;

/// <summary>
/// What does not fit together is refused before a record is read, and says what the model wants and what the dataset
/// has.
/// </summary>
public sealed class RefusedEvaluationTests : IDisposable
{
    private readonly JobHarness _jobs = new();

    public RefusedEvaluationTests() => _jobs
        .Write("data.csv", "price,area,town,seen\n1,2,a,true\n2,3,b,false\n4,1,c,true\n3,7,a,true\n")
        .Write("one.onnx", SmallModels.Same())
        .Write("three.onnx", SmallModels.Same(columns: 3, output: "probabilities"))
        .Write("text.onnx", SmallModels.Label(OnnxGraph.Text))
        .Write("no.onnx", "This is not a model.")
        .Write("models/empty/readme.txt", "");

    public void Dispose() => _jobs.Dispose();

    [Theory]
    [InlineData(
        """{ "label": "price" }""",
        "operation.model: This field is required: the path of a model in ONNX under the data root, such as "
            + "\"models/price/latest\".")]
    [InlineData(
        """{ "model": "../m.onnx", "label": "price" }""",
        "operation.model: \"../m.onnx\" contains \"..\". Paths are relative to the data root, such as "
            + "\"weather/2026-01.csv\".")]
    [InlineData(
        """{ "model": "models/empty/latest", "label": "price" }""",
        "operation.model: Model \"empty\" has no latest version. Train it first, or name a version or a file.")]
    [InlineData(
        """{ "model": "models", "label": "price" }""",
        "operation.model: \"models\" is a folder. Name the model's file in it.")]
    [InlineData(
        """{ "model": "no.onnx", "label": "price" }""",
        "operation.model: \"no.onnx\" is not an ONNX model: found ")]
    [InlineData(
        """{ "model": "one.onnx" }""",
        "operation.label: This field is required: the column that holds the truth.")]
    [InlineData(
        """{ "model": "one.onnx", "label": "prize" }""",
        "operation.label: There is no column \"prize\" in the dataset. Did you mean \"price\"?")]
    [InlineData(
        """{ "model": "one.onnx", "label": "price", "groupBy": "city" }""",
        "operation.groupBy: There is no column \"city\" in the dataset.")]
    [InlineData(
        """{ "model": "one.onnx", "label": "town", "kind": "regression", "inputs": { "x": "area" } }""",
        "operation.label: Expected a column of numbers, because \"kind\" is \"regression\"; column \"town\" is text. "
            + "Say in \"format.types\" that it is a number, or name another.")]
    [InlineData(
        """{ "model": "three.onnx", "label": "price" }""",
        "operation.inputs.x: The model wants \"x\" (double, [records, 3]), 3 values for each record; found 1: \"area\" "
            + "(number). Name as many columns as it wants, in its order.")]
    [InlineData(
        """{ "model": "text.onnx", "label": "price" }""",
        "operation.inputs: text.onnx wants \"x\" (text, [records]), and there is no column for \"x\" (text, "
            + "[records]). The dataset has \"price\" (number), \"area\" (number), \"town\" (text), \"seen\" (boolean). "
            + "Name the columns here: { \"x\": \"a column\" }, or an array of columns.")]
    [InlineData(
        """{ "model": "one.onnx", "label": "price", "inputs": { "x": "town" } }""",
        "operation.inputs.x: The model wants numbers for \"x\" (double, [records, 1]); column \"town\" is text. If it "
            + "holds numbers, say so in \"format.types\": {\"town\": \"number\"}; otherwise name another column.")]
    [InlineData(
        """{ "model": "one.onnx", "label": "price", "inputs": { "x": "price" } }""",
        "operation.inputs.x: Expected columns that are not the label; found \"price\". A model must not use its label "
            + "as a feature.")]
    [InlineData(
        """{ "model": "one.onnx", "label": "price", "inputs": { "y": "area" } }""",
        "operation.inputs.y: The model has no input \"y\". Expected one of x.")]
    [InlineData(
        """{ "model": "one.onnx", "label": "price", "inputs": { "x": [] } }""",
        "operation.inputs.x: Expected a column or an array of columns; found an empty array.")]
    [InlineData(
        """{ "model": "text.onnx", "label": "town", "inputs": { "x": "seen" } }""",
        "operation.classes: text.onnx does not say its classes. Name them here, in the order of its probabilities, as "
            + "column \"town\" has them.")]
    [InlineData(
        """{ "model": "text.onnx", "label": "price", "inputs": { "x": "town" }, "kind": "regression" }""",
        "operation.model: Expected an output of one float or double for each record; text.onnx has \"label\" (text, "
            + "[records]).")]
    [InlineData(
        """{ "model": "three.onnx", "label": "town", "inputs": { "x": ["price", "area", "seen"] }, "classes":"""
            + """ ["a", "b"] }""",
        "operation.classes: \"probabilities\" (double, [records, 3]) has 3 probabilities for each record, expected 2, "
            + "as many as there are classes (a, b).")]
    [InlineData(
        """{ "model": "one.onnx", "label": "price", "batch": 0 }""",
        "operation.batch: Expected a whole number from 1 to 8192; found the number 0.")]
    [InlineData(
        """{ "model": "one.onnx", "label": "price", "worts": 3 }""",
        "operation.worts: Unknown field. Did you mean \"worst\"?")]
    public async Task Settings(string settings, string expected)
    {
        var error = await _jobs.FailAsync<InvalidRequestException>(
            Evaluations.Request("data.csv", JsonElement.Parse(settings)),
            planned: false);
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_with_a_slip_is_told_what_is_there()
    {
        var error = await _jobs.FailAsync<InvalidRequestException>(
            Evaluations.Request("data.csv", new { model = "onee.onnx", label = "price" }),
            planned: false);
        Assert.Equal(
            $"operation.model: There is no model \"onee.onnx\" under the data root {_jobs.Context.Root.FullPath}. Did "
                + "you mean \"one.onnx\"? Correct the path, or put the file there.",
            error.Message);
    }

    [Fact]
    public async Task All_mistakes_at_once()
    {
        var error = await _jobs.FailAsync<InvalidRequestException>(
            Evaluations.Request(
                "data.csv",
                new
                {
                    model = "on.onnx",
                    label = "prize",
                    worst = -1,
                }),
            planned: false);
        Assert.Equal(
            ["operation.label", "operation.model", "operation.worst"],
            error.Errors.Select(found => found.Field).Order());
    }

    [Fact]
    public async Task A_model_that_ONNX_Runtime_does_not_take_fails_its_blocks_and_says_why()
    {
        var graph = new OnnxGraph();
        graph.Output(graph.Node("Unheard", [graph.Input("x", OnnxGraph.Double, 1)], "prediction"), OnnxGraph.Double, 1);
        _jobs.Write("odd.onnx", graph.ToFile("odd", ""));
        var error = await Assert.ThrowsAnyAsync<PipelineException>(() =>
            _jobs.RunAsync(Evaluations.Request("data.csv", new { model = "odd.onnx", label = "price" })));
        Assert.Contains("ONNX Runtime cannot load it: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Unheard", error.Message, StringComparison.Ordinal);
    }
}
