namespace Pipeline.Functions.Tests.Template;

/// <summary>What the template names is what code and definition name.</summary>
public sealed class TemplateConsistencyTests
{
    [Fact]
    public void Template_code_and_definition_agree() => Assert.Empty(new TemplateConsistency(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData("PIPELINE_WORKERS:", "PIPELINE_WORKER:", "The code reads PIPELINE_WORKERS, which no function gets")]
    [InlineData("PIPELINE_WORKERS:", "PIPELINE_WORKER:", "The functions get PIPELINE_WORKER, which no code reads")]
    [InlineData("LocalMountPath: /mnt/data", "LocalMountPath: /mnt/files", "The data root is not where the file system is mounted")]
    [InlineData("CodeUri: functions/Worker", "CodeUri: functions/Splitter", "WorkerFunction is built from functions/Splitter")]
    [InlineData("WorkerFunction::HandleAsync", "WorkerFunction::Handle", "WorkerFunction has the handler Pipeline.Worker::Pipeline.Worker.WorkerFunction::Handle,")]
    [InlineData("Pipeline.Worker::Pipeline.Worker.WorkerFunction", "Pipeline.Splitter::Pipeline.Splitter.SplitterFunction", "WorkerFunction has the handler Pipeline.Splitter::")]
    [InlineData("AttributeName: jobId", "AttributeName: job_id", "The table has job_id, which the store does not name")]
    [InlineData("IndexName: jobs-by-time", "IndexName: jobs-by-name", "The table has jobs-by-name, which the store does not name")]
    [InlineData("AttributeName: expiresAt", "AttributeName: expires", "The table has expires, which the store does not name")]
    [InlineData("        - { AttributeName: kind, AttributeType: S }\n", "", "The attributes of the table are not those of its keys")]
    [InlineData("              - dynamodb:Query\n            Resource:", "            Resource:", "The store calls Query, which the endpoint does not let through")]
    [InlineData("              - dynamodb:Query\n", "              - dynamodb:Scan\n", "The endpoint lets Scan through, which the store does not call")]
    [InlineData("        WorkerArn: ", "        WorkersArn: ", "The definition asks for WorkerArn, which is not given")]
    [InlineData("        WorkerArn: ", "        WorkersArn: ", "WorkersArn is given, and the definition does not ask for it")]
    [InlineData("WorkerArn: !Ref WorkerFunction.Alias", "WorkerArn: !Ref SplitterFunction.Alias", "WorkerArn is not WorkerFunction.Alias")]
    public void A_broken_copy_is_reported(string old, string replacement, string finding) => Assert.Contains(
        new TemplateConsistency(StackTemplate.FromRepository.With(old, replacement)).Findings(),
        found => found.StartsWith(finding, StringComparison.Ordinal));
}
