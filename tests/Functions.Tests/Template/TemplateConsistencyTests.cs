namespace Pipeline.Functions.Tests.Template;

/// <summary>The template, the code and the definition use the same names.</summary>
public sealed class TemplateConsistencyTests
{
    [Fact]
    public void Template_code_and_definition_are_consistent() =>
        Assert.Empty(new TemplateConsistency(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData("PIPELINE_WORKERS:", "PIPELINE_WORKER:", "The code reads PIPELINE_WORKERS, which no function has")]
    [InlineData(
        "PIPELINE_WORKERS:", "PIPELINE_WORKER:", "The functions have PIPELINE_WORKER, which the code does not read")]
    [InlineData(
        "LocalMountPath: /mnt/data", "LocalMountPath: /mnt/files",
        "PIPELINE_ROOT is not the mount path of the file system")]
    [InlineData(
        "CodeUri: functions/Worker", "CodeUri: functions/Splitter", "WorkerFunction is built from functions/Splitter")]
    [InlineData(
        "WorkerFunction::HandleAsync", "WorkerFunction::Handle",
        "WorkerFunction has the handler Pipeline.Worker::Pipeline.Worker.WorkerFunction::Handle,")]
    [InlineData(
        "Pipeline.Worker::Pipeline.Worker.WorkerFunction", "Pipeline.Splitter::Pipeline.Splitter.SplitterFunction",
        "WorkerFunction has the handler Pipeline.Splitter::")]
    [InlineData("AttributeName: jobId", "AttributeName: job_id", "The table has job_id, which the store does not use")]
    [InlineData(
        "IndexName: jobs-by-time", "IndexName: jobs-by-name",
        "The table has jobs-by-name, which the store does not use")]
    [InlineData(
        "AttributeName: expiresAt", "AttributeName: expires", "The table has expires, which the store does not use")]
    [InlineData(
        "        - { AttributeName: kind, AttributeType: S }\n", "",
        "The attribute definitions of the table do not match its keys")]
    [InlineData(
        "              - dynamodb:Query\n            Resource:", "            Resource:",
        "The store calls Query, which the endpoint does not allow")]
    [InlineData(
        "              - dynamodb:Query\n", "              - dynamodb:Scan\n",
        "The endpoint allows Scan, which the store does not call")]
    [InlineData(
        "        WorkerArn: ", "        WorkersArn: ", "The definition uses WorkerArn, which is not substituted")]
    [InlineData(
        "        WorkerArn: ", "        WorkersArn: ", "WorkersArn is substituted, but the definition does not use it")]
    [InlineData(
        "WorkerArn: !Ref WorkerFunction.Alias", "WorkerArn: !Ref SplitterFunction.Alias",
        "WorkerArn is not WorkerFunction.Alias")]
    public void A_broken_copy_is_reported(string old, string replacement, string finding) => Assert.Contains(
        new TemplateConsistency(StackTemplate.FromRepository.With(old, replacement)).Findings(),
        found => found.StartsWith(finding, StringComparison.Ordinal));
}
