using Pipeline.Aws.Hosting;

namespace Pipeline.Functions.Tests.Handlers;

public sealed class SettingsTests
{
    [Fact]
    public void Numbers_that_are_not_set_have_defaults() =>
        Assert.Equal(
            new Settings("/mnt/data", "t", 100, 0),
            Read(("PIPELINE_ROOT", "/mnt/data"), ("PIPELINE_TABLE", "t"), ("PIPELINE_WORKERS", "")));

    [Fact]
    public void Reads_all_variables() => Assert.Equal(
        new Settings("/mnt/data", "t", 7, 30, MayRunPrograms: true),
        Read(
            ("PIPELINE_ROOT", "/mnt/data"), ("PIPELINE_TABLE", "t"), ("PIPELINE_WORKERS", "7"),
            ("PIPELINE_KEEP_DAYS", "30"), ("PIPELINE_ALLOW_RUN", "true")));

    [Theory]
    [InlineData("128", 1)]
    [InlineData("1769", 1)]
    [InlineData("3538", 2)]
    [InlineData("10240", 6)]
    public void Cores_follow_from_the_memory_and_are_limited_by_the_machine(
        string megabytes, int cores) => Assert.Equal(
        Math.Min(cores, Environment.ProcessorCount),
        Read(
            ("PIPELINE_ROOT", "/mnt/data"), ("PIPELINE_TABLE", "t"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes)).Cores);

    [Theory]
    [InlineData(
        "PIPELINE_ROOT", "",
        "PIPELINE_ROOT: expected the folder where the file system is mounted, such as /mnt/data; it is not " +
        "set. Set it in the function's environment.")]
    [InlineData(
        "PIPELINE_TABLE", " ",
        "PIPELINE_TABLE: expected the name of the DynamoDB table of the manifests; it is not set. Set it in " +
        "the function's environment.")]
    [InlineData(
        "PIPELINE_WORKERS", "0",
        "PIPELINE_WORKERS: expected a whole number from 1 to 10000; found \"0\". Set it in the function's " +
        "environment.")]
    [InlineData(
        "PIPELINE_KEEP_DAYS", "a week",
        "PIPELINE_KEEP_DAYS: expected a whole number from 0 to 3650; found \"a week\". Set it in the " +
        "function's environment.")]
    [InlineData(
        "PIPELINE_ALLOW_RUN", "yes",
        "PIPELINE_ALLOW_RUN: expected true or false; found \"yes\". Set it in the function's environment.")]
    public void Names_a_missing_or_invalid_variable(
        string variable, string value, string message) => Assert.Equal(message, Assert.Throws<SettingsException>(
        () => Read(("PIPELINE_ROOT", "/mnt/data"), ("PIPELINE_TABLE", "t"), (variable, value))).Message);

    /// <param name="variables">The last one of a name wins.</param>
    private static Settings Read(params (string Name, string Value)[] variables) =>
        Settings.Read(name => variables.LastOrDefault(variable => variable.Name == name).Value);
}
