using Pipeline.Aws.Hosting;

namespace Pipeline.Functions.Tests.Handlers;

public sealed class ApiSettingsTests
{
    private static readonly Dictionary<string, string> Valid = new()
    {
        ["PIPELINE_TABLE"] = "t",
        ["PIPELINE_STATE_MACHINE"] = "arn:aws:states:eu-central-1:123456789012:stateMachine:pipeline",
        ["PIPELINE_WORKER_MEMORY"] = "3538",
        ["PIPELINE_ARCHITECTURE"] = "arm64",
        ["PIPELINE_THROUGHPUT_MODE"] = "bursting",
    };

    [Fact]
    public void Reads_all_variables()
    {
        var settings = ApiSettings.Read(Valid.GetValueOrDefault);
        Assert.Equal(
            ("t", 3538, true, false), (settings.Table, settings.WorkerMemory, settings.IsArm, settings.IsElastic));
        Assert.Equal(
            "arn:aws:states:eu-central-1:123456789012:execution:pipeline:nightly",
            settings.StateMachine.ExecutionArn("nightly"));
    }

    [Theory]
    [InlineData(
        "PIPELINE_TABLE", "",
        "PIPELINE_TABLE: expected the name of the DynamoDB table of the manifests; it is not set. Set it in " +
        "the function's environment.")]
    [InlineData(
        "PIPELINE_STATE_MACHINE", "pipeline",
        "PIPELINE_STATE_MACHINE: expected the ARN of the state machine; found \"pipeline\". Set it in the " +
        "function's environment.")]
    [InlineData(
        "PIPELINE_STATE_MACHINE", "arn:aws:states:r:1:stateMachine:p:3",
        "PIPELINE_STATE_MACHINE: expected the ARN of the state machine; found " +
        "\"arn:aws:states:r:1:stateMachine:p:3\". Set it in the function's environment.")]
    [InlineData(
        "PIPELINE_WORKER_MEMORY", "much",
        "PIPELINE_WORKER_MEMORY: expected a whole number from 1 to 2147483647; found \"much\". Set it in the " +
        "function's environment.")]
    [InlineData(
        "PIPELINE_ARCHITECTURE", "arm",
        "PIPELINE_ARCHITECTURE: expected arm64 or x86_64; found \"arm\". Set it in the function's environment.")]
    [InlineData(
        "PIPELINE_THROUGHPUT_MODE", "",
        "PIPELINE_THROUGHPUT_MODE: expected elastic or bursting or provisioned or unknown; it is not set. Set " +
        "it in the function's environment.")]
    public void Names_a_missing_or_invalid_variable(string variable, string value, string message) => Assert.Equal(
        message,
        Assert.Throws<SettingsException>(
            () => ApiSettings.Read(name => name == variable ? value : Valid[name])).Message);
}
