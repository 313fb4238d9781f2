using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;
using Pipeline.Aggregator;
using Pipeline.Aws.Hosting;
using Pipeline.Aws.Wire;
using Pipeline.Functions.Tests.Manifests;
using Pipeline.Splitter;
using Pipeline.Worker;

namespace Pipeline.Functions.Tests.Handlers;

/// <summary>The functions as Lambda creates them: by type name, configured by the environment alone.</summary>
public sealed class ProcessTests(Dynalite dynalite) : IClassFixture<Dynalite>
{
    [Theory]
    [InlineData(typeof(SplitterFunction))]
    [InlineData(typeof(WorkerFunction))]
    [InlineData(typeof(AggregatorFunction))]
    public void A_function_and_its_serializer_have_parameterless_constructors(Type function)
    {
        Assert.NotNull(Activator.CreateInstance(function));
        var serializer = Assert.Single(
            function.Assembly.GetCustomAttributes(typeof(LambdaSerializerAttribute), inherit: false));
        Assert.IsAssignableFrom<ILambdaSerializer>(
            Activator.CreateInstance(((LambdaSerializerAttribute)serializer).SerializerType));
    }

    [Fact]
    public async Task A_function_names_the_missing_variable_and_runs_once_it_is_set()
    {
        var context = new TestLambdaContext { FunctionName = "splitter", RemainingTime = TimeSpan.FromMinutes(1) };
        var input = new PipelineSerializer().Deserialize<SplitInput>(
            new MemoryStream(
                Encoding.UTF8.GetBytes(FunctionTestHost.SplitInput("job-1", "SELECT COUNT(*) AS n FROM dataset"))));
        var error = await Assert.ThrowsAsync<SettingsException>(
            () => new SplitterFunction().HandleAsync(input, context));
        Assert.StartsWith("PIPELINE_ROOT: ", error.Message, StringComparison.Ordinal);

        var root = Directory.CreateTempSubdirectory("pipeline-test-");
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "data.csv"), "id\n1\n");
        await dynalite.CreateTableAsync("table-of-the-process");
        foreach (var (name, value) in new[]
        {
            ("PIPELINE_ROOT", root.FullName), ("PIPELINE_TABLE", "table-of-the-process"), ("PIPELINE_WORKERS", "7"),
            ("AWS_ENDPOINT_URL_DYNAMODB", dynalite.Endpoint.ToString()), ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "any"), ("AWS_SECRET_ACCESS_KEY", "any"),
        })
            Environment.SetEnvironmentVariable(name, value);
        var output = await new SplitterFunction().HandleAsync(input, context);
        Assert.Equal((1, 7), (output.Pending.Count, output.MaxConcurrency));
        root.Delete(recursive: true);
    }
}
