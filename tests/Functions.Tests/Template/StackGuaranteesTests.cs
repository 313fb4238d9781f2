namespace Pipeline.Functions.Tests.Template;

/// <summary>Data survives the deletion of the stack, is encrypted, and is reachable only by those it is for.</summary>
public sealed class StackGuaranteesTests
{
    [Fact]
    public void The_stack_keeps_its_guarantees() =>
        Assert.Empty(new StackGuarantees(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData("    DeletionPolicy: Retain\n", "", "FileSystem would be deleted with the stack")]
    [InlineData(
        "    UpdateReplacePolicy: Retain\n", "    UpdateReplacePolicy: Delete\n",
        "Table would be deleted with the stack")]
    [InlineData(
        "PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false",
        "The table has no point-in-time recovery")]
    [InlineData("      BillingMode: PAY_PER_REQUEST\n", "", "The table is not billed on demand")]
    [InlineData("      BackupPolicy: { Status: ENABLED }\n", "", "The file system is not backed up")]
    [InlineData("      Encrypted: true\n", "", "The file system is not encrypted")]
    [InlineData(
        "{ aws:SecureTransport: \"false\" }", "{ aws:SecureTransport: \"true\" }",
        "The file system does not require aws:SecureTransport")]
    [InlineData(
        "elasticfilesystem:AccessedViaMountTarget", "elasticfilesystem:AccessPointArn",
        "The file system does not require elasticfilesystem:AccessedViaMountTarget")]
    [InlineData(
        "            Effect: Deny\n            Principal", "            Effect: Allow\n            Principal",
        "The file system's policy allows access by itself")]
    [InlineData("SSEEnabled: true", "SSEEnabled: false", "The table is not encrypted")]
    [InlineData("      SqsManagedSseEnabled: true\n", "", "The queue is not encrypted")]
    [InlineData("Type: AWS::EC2::RouteTable\n", "Type: AWS::EC2::NatGateway\n", "Routes opens a route to the internet")]
    [InlineData(
        "SourceSecurityGroupId: !GetAtt MachinesGroup.GroupId", "CidrIp: 0.0.0.0/0",
        "Machines: the source is not a security group")]
    [InlineData(
        "      Description: Functions\n", "      Description: Functions\n      CidrIpv6: ::/0\n",
        "Functions: the source is not a security group")]
    [InlineData("      ToPort: 2049\n", "      ToPort: 65535\n", "Functions: ports other than 2049 are open")]
    [InlineData(
        "      SecurityGroupEgress:\n        - Description: No outbound traffic",
        "      SecurityGroupIngress:\n        - Description: No outbound traffic", "Pipeline mount targets.")]
    [InlineData("      AuthorizationType: AWS_IAM\n", "", "The route $default does not require IAM authorization")]
    [InlineData(
        "[VpcConfig, FileSystemConfigs,", "[FileSystemConfigs,",
        "JobsFunction gets no new version when FirstSubnet changes")]
    [InlineData(
        "WorkerArn: !Ref WorkerFunction.Alias", "WorkerArn: !GetAtt WorkerFunction.Arn",
        "/StateMachine/Properties/DefinitionSubstitutions/WorkerArn refers to $LATEST of WorkerFunction")]
    [InlineData(
        "Arn: !Ref AggregatorFunction.Alias", "Arn: !Sub ${AggregatorFunction.Arn}",
        "/EndedExecutions/Properties/Targets/0/Arn refers to $LATEST of AggregatorFunction")]
    [InlineData(
        "                  - !Ref SplitterFunction.Alias\n", "                  - !GetAtt SplitterFunction.Arn\n",
        "/StateMachineRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource/0 refers to $LATEST of " +
        "SplitterFunction")]
    [InlineData("    AutoPublishAlias: live\n", "", "Functions have no alias")]
    [InlineData("LogFormat: Text", "LogFormat: JSON", "WorkerFunction does not log as text")]
    [InlineData("        LogGroup: !Ref WorkerLogs\n", "", "WorkerFunction logs to a group without retention")]
    [InlineData(
        "      RetentionInDays: !Ref LogDays\n", "",
        "{\"Fn::Sub\":\"/aws/lambda/${AWS::StackName}-worker\"} keeps logs forever")]
    [InlineData("${WorkerMemory} MB", "1769 MB", "WorkerFunction gets no new version when WorkerMemory changes")]
    [InlineData(
        "          Point: !If [CreateAccessPoint, !Ref AccessPoint, !Ref AccessPointId]\n", "          Point: none\n",
        "WorkerFunction gets no new version when AccessPoint changes")]
    [InlineData("    Tracing: Active\n", "", "WorkerFunction is not traced")]
    [InlineData(
        "${WorkerMemory} MB", "${WorkerMemory} MB ${LogDays}",
        "WorkerFunction would publish an identical version when LogDays changes")]
    public void A_broken_copy_is_reported(string old, string replacement, string finding) => Assert.Contains(
        new StackGuarantees(StackTemplate.FromRepository.With(old, replacement)).Findings(),
        found => found.StartsWith(finding, StringComparison.Ordinal));
}
