using System.Text;
using Pipeline.Core.Errors;

namespace Pipeline.Operations.Tests;

public class RequestCheckTests
{
    [Theory]
    [InlineData("""{ "dataset": "a.csv", "operation": { "type": "query", "sql": "SELECT COUNT(*) FROM dataset" } }""")]
    [InlineData(
        """{ "dataset": "a.csv", "operation": { "type": "profile", "top": 3, "columns": ["any", "other"] } }""")]
    [InlineData(
        """{ "dataset": "a.csv", "operation": { "type": "train", "model": "m", "kind": "logistic", "label": "any","""
            + """ "features": ["other"] } }"""
    )]
    [InlineData(
        """{ "dataset": "a.csv", "operation": { "type": "evaluate", "model": "models/m/latest", "label": "any","""
            + """ "inputs": { "x": ["other"] } } }"""
    )]
    [InlineData(
        """{ "dataset": "a.csv", "operation": { "type": "run", "program": "tools/not-there", "merge": { "program":"""
            + """ "tools/neither" }, "header": true } }"""
    )]
    public void What_only_dataset_model_or_programs_can_tell_is_left_to_the_splitter(string request) =>
        Assert.Equal(["a.csv"], OperationRegistry.All.ReadRequest(Encoding.UTF8.GetBytes(request)).Dataset);

    [Theory]
    [InlineData(
        """{ "dataset": 1, "operation": { "type": "query", "sql": "SELEC 1" }, "format": { "delimeter": ";" },"""
            + """ "outptu": "csv" }""",
        "dataset", "format.delimeter", "outptu", "operation.sql")]
    [InlineData(
        """{ "dataset": ["/etc/passwd", "../b"], "operation": { "type": "query", "sequel": "x" } }""",
        "dataset",
        "dataset",
        "operation.sql",
        "operation.sequel")]
    [InlineData(
        """{ "operation": { "type": "qury", "sql": "x" }, "blockSize": "many" }""",
        "dataset",
        "blockSize",
        "operation.type")]
    [InlineData("""{ "dataset": "a", "operation": {}, "blockSize": "many" }""", "operation.type", "blockSize")]
    [InlineData(
        """{ "dataset": "a", "dataset": "b", "operation": { "type": "query", "sql": "x" } }""",
        "dataset",
        "operation.sql")]
    [InlineData(
        """{ "dataset": "a", "operation": { "type": "profile", "top": 0, "columns": [1], "colums": ["a"] } }""",
        "operation.top", "operation.columns[0]", "operation.colums")]
    [InlineData(
        """{ "dataset": "a", "operation": { "type": "train", "model": "a b", "features": [], "ridge": -1 },"""
            + """ "tolerateFailedBlocks": 1 }""",
        "operation.model",
        "operation.kind",
        "operation.label",
        "operation.features",
        "operation.ridge",
        "tolerateFailedBlocks")]
    [InlineData(
        """{ "dataset": "a", "operation": { "type": "evaluate", "model": "../m.onnx", "worst": -1, "batch": 0 } }""",
        "operation.model", "operation.label", "operation.worst", "operation.batch")]
    [InlineData(
        """{ "dataset": "a", "operation": { "type": "run", "program": "bin/sh", "arguments": [1], "merge": {},"""
            + """ "memoryLimit": "x", "header": true }, "format": { "type": "jsonl" } }""",
        "operation.program",
        "operation.arguments[0]",
        "operation.merge.program",
        "operation.memoryLimit",
        "operation.header")]
    public void Every_mistake_is_told_at_once_and_once(string request, params string[] fields) =>
        Assert.Equal(fields.Order(), Found(request).Select(error => error.Field).Order());

    [Theory]
    [InlineData("", "request")]
    [InlineData("[]", "request")]
    [InlineData("""{ "dataset": "\ud800", "operation": { "type": "query", "sql": "x" } }""", "dataset")]
    public void What_fields_cannot_be_read_from_is_refused_as_it_is(string request, string field) =>
        Assert.Equal(field, Assert.Single(Found(request)).Field);

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Assert.Equal(
            ["a"],
            OperationRegistry
                .All.ReadRequest([
                    .. Encoding.UTF8.Preamble,
                    .. """{"dataset": "a", "operation": {"type": "profile"}}"""u8,
                ])
                .Dataset);

    private static IReadOnlyList<ValidationError> Found(string request) =>
        Assert
            .Throws<InvalidRequestException>(() => OperationRegistry.All.ReadRequest(Encoding.UTF8.GetBytes(request)))
            .Errors;
}
